using System.Text;

namespace LianPay.Reports;

/// <summary>Rows that are written before it is known what stands above them. They wait on the disk: a hundred thousand take no memory.</summary>
/// <remarks>The file is for its owner alone, has no name on Unix, and is gone when it is closed, however the process ends.</remarks>
internal sealed class RowSpool : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly FileStream _file;
    private readonly StreamWriter _text;

    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    internal RowSpool(string path)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (OperatingSystem.IsWindows())
        {
            options.Options = FileOptions.DeleteOnClose;
        }
        else
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
        {
            // The open file stays; a process that is killed leaves no name behind.
            File.Delete(path);
        }

        _text = new StreamWriter(_file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize);
        Html = new HtmlWriter(_text);
    }

    /// <summary>Where rows are written.</summary>
    internal HtmlWriter Html { get; }

    /// <summary>Copies everything that was written.</summary>
    internal void CopyTo(Stream target)
    {
        _text.Flush();
        _file.Position = 0;
        _file.CopyTo(target, BufferSize);
        _file.Position = _file.Length;
    }

    public void Dispose()
    {
        try
        {
            _text.Dispose();
        }
        catch (IOException)
        {
            // The disk is full, and the rows are not wanted any more. The stream has closed the file.
        }
    }
}
