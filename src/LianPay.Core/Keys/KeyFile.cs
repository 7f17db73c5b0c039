using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace LianPay.Core.Keys;

/// <summary>The bytes of a key file, read once and within bounds. Dispose of it: the bytes are zeroed.</summary>
internal sealed class KeyFile : IDisposable
{
    private readonly byte[] _buffer;
    private readonly int _length;

    private KeyFile(byte[] buffer, int length, bool isOpenToOthers)
    {
        _buffer = buffer;
        _length = length;
        IsOpenToOthers = isOpenToOthers;
    }

    internal ReadOnlyMemory<byte> Content => _buffer.AsMemory(0, _length);

    /// <summary>True when others than its owner could reach the file at the moment of reading.</summary>
    internal bool IsOpenToOthers { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="KeyException">No such file, a network path, a directory, too large, empty, or not readable.</exception>
    internal static KeyFile Read(string path)
    {
        KeyPath.Check(path);
        try
        {
            return ReadTarget(path, ResolveLinks(path));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KeyException(KeyError.FileNotFound, $"There is no key file {KeyPath.Show(path)}.");
        }
        catch (UnauthorizedAccessException)
        {
            throw Unreadable(path, "this account may not read it. Check its owner and its mode");
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(path, "it is locked, its path is not valid, its links lead in a circle, or the disk fails");
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_buffer);

    /// <summary>The last target of a symbolic link, which is the file that counts.</summary>
    private static string ResolveLinks(string path)
    {
        string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        KeyPath.Check(target);
        return target;
    }

    private static KeyFile ReadTarget(string path, string target)
    {
        if (Directory.Exists(target))
        {
            throw Unreadable(path, "it is a directory. Give the path of the file in it");
        }

        // A pipe or a device has no length either, and to open it might wait for ever.
        if (new FileInfo(target).Length == 0)
        {
            throw new KeyException(KeyError.Empty, $"The key file {KeyPath.Show(path)} is empty, or it is no regular file.");
        }

        using SafeFileHandle file = File.OpenHandle(target);
        byte[] buffer = new byte[KeyText.MaxLength + 1];
        int length = 0;
        while (length < buffer.Length && RandomAccess.Read(file, buffer.AsSpan(length), length) is int read and > 0)
        {
            length += read;
        }

        if (length > KeyText.MaxLength)
        {
            CryptographicOperations.ZeroMemory(buffer);
            throw new KeyException(
                KeyError.FileTooLarge,
                $"The file {KeyPath.Show(path)} is larger than 64 KiB, and so no RSA key. Give the file that holds the key alone.");
        }

        return new KeyFile(buffer, length, OwnerOnly.IsOpenToOthers(file));
    }

    private static KeyException Unreadable(string path, string reason) =>
        new(KeyError.FileUnreadable, $"The key file {KeyPath.Show(path)} cannot be read: {reason}.");
}
