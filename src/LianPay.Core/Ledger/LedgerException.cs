namespace LianPay.Core.Ledger;

/// <summary>Why the ledger cannot be used.</summary>
public enum LedgerError
{
    /// <summary>The file is no ledger, or parts of it are damaged, or a record's checksum does not fit.</summary>
    Damaged,

    /// <summary>It was written by a newer release.</summary>
    NewerSchema,

    /// <summary>It cannot be written: read-only, no permission.</summary>
    NotWritable,

    /// <summary>The disk is full.</summary>
    Full,

    /// <summary>Another program holds it, and did not let go within the busy time-out.</summary>
    Locked,

    /// <summary>It cannot be reached: no such folder, no server.</summary>
    Unreachable,

    /// <summary>Its commits would not be durable: the server is set so.</summary>
    NotDurable,

    /// <summary>The settings of the connection cannot be used.</summary>
    Settings,

    /// <summary>The file of the record key is missing, unreadable, readable by others, or belongs to another ledger.</summary>
    KeyUnusable,
}

/// <summary>The ledger cannot be used. The message says why and what to do; the file is left as it is.</summary>
public sealed class LedgerException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">What is wrong.</param>
    /// <param name="message">For the person who has to act.</param>
    public LedgerException(LedgerError error, string message)
        : base(message) => Error = error;

    /// <summary>What is wrong.</summary>
    public LedgerError Error { get; }

    /// <summary>The connection was closed while something still wanted to use its ledger.</summary>
    internal static LedgerException Closed() => new(LedgerError.Unreachable, "The ledger was closed, with its connection, while it was in use.");
}
