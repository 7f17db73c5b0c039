namespace LianPay.Core.Payments;

/// <summary>Where the bytes come from: a file that can be opened as often as it must be read.</summary>
internal sealed class PaymentSource
{
    private readonly Func<Stream> _open;

    /// <summary>Creates a source.</summary>
    /// <param name="name">The name of the file without its folder, as messages call it.</param>
    /// <param name="open">Opens the bytes from the start.</param>
    internal PaymentSource(string name, Func<Stream> open)
    {
        Name = name;
        _open = open;
    }

    /// <summary>The name of the file, fit for a message.</summary>
    internal string Name { get; }

    /// <summary>The source of a path.</summary>
    internal static PaymentSource OfFile(string path)
    {
        string name = FieldText.Quote(Path.GetFileName(path))[1..^1];
        return new PaymentSource(name, () => OpenFile(path, name));
    }

    /// <summary>The error of a file that is not what was checked.</summary>
    internal static PaymentFileException Changed(string name) =>
        new(PaymentFileError.FileChanged, $"{name} was changed after it had been checked: the rest of it is not read. Make sure that nothing writes to it, and import it again.");

    /// <exception cref="PaymentFileException">The file cannot be opened.</exception>
    internal Stream Open() => _open();

    private static FileStream OpenFile(string path, string name)
    {
        try
        {
            // Readers are welcome beside this one, writers are not: where the system can, the file is kept from changing.
            FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            if (file.CanSeek)
            {
                return file;
            }

            file.Dispose();
            throw Unreadable(name, "it is a pipe or a device, and must be read twice. Save it to a file first.");
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PaymentFileException(PaymentFileError.FileNotFound, $"There is no file {name} at the path that was given.");
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            throw Unreadable(name, "it is a folder.");
        }
        catch (UnauthorizedAccessException)
        {
            throw Unreadable(name, "permission is denied.");
        }
        catch (IOException)
        {
            throw Unreadable(name, "it is perhaps open in another program. Close it there.");
        }
    }

    private static PaymentFileException Unreadable(string name, string reason) => new(PaymentFileError.FileUnreadable, $"{name} cannot be read: {reason}");
}
