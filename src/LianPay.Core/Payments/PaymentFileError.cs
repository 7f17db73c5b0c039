namespace LianPay.Core.Payments;

/// <summary>Why a file of held payments is refused as a whole.</summary>
/// <remarks>The names are stable: a cmdlet's error id is <c>PaymentFile</c> followed by the name.</remarks>
public enum PaymentFileError
{
    /// <summary>There is no such file.</summary>
    FileNotFound,

    /// <summary>The file cannot be read: no permission, open elsewhere, a folder, or a pipe that cannot be read twice.</summary>
    FileUnreadable,

    /// <summary>The extension does not tell the format, and none was given.</summary>
    FormatUnknown,

    /// <summary>The bytes are not text in the encoding that was given, or in UTF-8 when none was.</summary>
    Encoding,

    /// <summary>The file is empty, or its first line is no header.</summary>
    HeaderMissing,

    /// <summary>A column that every payment needs is missing.</summary>
    ColumnMissing,

    /// <summary>A column without a name.</summary>
    ColumnUnnamed,

    /// <summary>The same column twice, perhaps once under its wire name and once under its property name.</summary>
    DuplicateColumn,

    /// <summary>The columns are separated by a semicolon, a tab or a bar instead of a comma.</summary>
    SeparatorNotComma,

    /// <summary>The text is not what its format asks for, so that it cannot be told where the next row begins.</summary>
    Malformed,

    /// <summary>A single row is larger than any payment.</summary>
    RowTooLarge,

    /// <summary>One order stands in the file with two different confirm codes: which one is right cannot be told.</summary>
    ConflictingCodes,

    /// <summary>The file was changed after it had been checked.</summary>
    FileChanged,
}
