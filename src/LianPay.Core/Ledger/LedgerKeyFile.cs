using System.Security.Cryptography;
using LianPay.Core.Keys;

namespace LianPay.Core.Ledger;

/// <summary>The file of a record key: 32 bytes, for the owner alone from the first byte on.</summary>
internal static class LedgerKeyFile
{
    /// <summary>What is appended to a ledger's path for its key.</summary>
    internal const string Suffix = ".key";

    /// <exception cref="LedgerException"><see cref="LedgerError.KeyUnusable"/>: missing, unreadable, open to others, or no record key.</exception>
    internal static LedgerKey Read(string path)
    {
        try
        {
            using KeyFile file = KeyFile.Read(path);
            if (file.IsOpenToOthers)
            {
                throw Unusable(path, $"others than its owner can read it. {OwnerOnly.Advice(path)}");
            }

            return file.Content.Length == LedgerKey.Length
                ? new LedgerKey(file.Content.Span)
                : throw Unusable(path, "it does not hold 32 bytes. Restore it from the backup of the ledger");
        }
        catch (KeyException exception) when (exception.Error == KeyError.FileNotFound)
        {
            throw Unusable(path, "it is missing. Restore it from the backup of the ledger: without it no record can be trusted");
        }
        catch (KeyException exception)
        {
            throw new LedgerException(LedgerError.KeyUnusable, exception.Message);
        }
    }

    /// <summary>Makes a new key, unless there is a file of that name: a key in use is never replaced.</summary>
    /// <returns>True when it was made here.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static bool TryCreate(string path)
    {
        string temporary = NewFile.TemporaryBeside(path);
        byte[] key = RandomNumberGenerator.GetBytes(LedgerKey.Length);
        try
        {
            using (FileStream file = OwnerOnly.Create(temporary))
            {
                file.Write(key);
                file.Flush(flushToDisk: true);
            }

            return NewFile.TryPublish(temporary, path);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            File.Delete(temporary);
        }
    }

    private static LedgerException Unusable(string path, string reason) =>
        new(LedgerError.KeyUnusable, $"The record key {KeyPath.Show(path)} cannot be used: {reason}.");
}
