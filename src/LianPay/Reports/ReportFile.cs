using LianPay.Core.Ledger;
using LianPay.Errors;
using Microsoft.Win32.SafeHandles;

namespace LianPay.Reports;

/// <summary>The file of a report, which appears whole or not at all, and the rules by which it may take another's place.</summary>
internal sealed class ReportFile
{
    private readonly string _path;
    private readonly bool _noClobber;
    private readonly bool _force;

    /// <summary>Names a file; nothing is touched yet.</summary>
    /// <param name="path">An absolute path. Where a symbolic link leads, there the file is written.</param>
    /// <param name="noClobber">True when a file that is there is kept.</param>
    /// <param name="force">True when a read-only file may be replaced.</param>
    /// <exception cref="IOException">The path's links lead in a circle.</exception>
    internal ReportFile(string path, bool noClobber, bool force)
    {
        _path = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        _noClobber = noClobber;
        _force = force;
    }

    /// <summary>What can be told before anything is written.</summary>
    /// <returns>What is wrong, or null.</returns>
    /// <exception cref="IOException">The path cannot be looked at.</exception>
    internal Problem? Check()
    {
        if (Directory.Exists(_path))
        {
            return Problems.ReportPathInvalid("The path of the report is a folder.");
        }

        FileInfo file = new(_path);
        if (!file.Exists)
        {
            return null;
        }

        if (_noClobber)
        {
            return Problems.ReportFileExists;
        }

        if (file.IsReadOnly)
        {
            return _force ? null : Problems.ReportFileReadOnly;
        }

        return IsRegular(file) ? null : Problems.ReportPathInvalid("The path of the report is a device or a pipe.");
    }

    /// <summary>A spool for rows, in the folder of the report: so that a folder that cannot be written is known at once, and rows go nowhere else.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    internal RowSpool OpenSpool() => new(NewFile.TemporaryBeside(_path));

    /// <summary>Writes the file whole, flushes it to the disk, and gives it its name.</summary>
    /// <returns>False when another file has that name by now, and must keep it.</returns>
    /// <exception cref="IOException">It cannot be written; nothing is left of it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    internal bool TryWrite(Action<Stream> write)
    {
        string temporary = NewFile.TemporaryBeside(_path);
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew))
            {
                // Before the first byte: what was for some eyes alone stays so.
                KeepMode(temporary);
                write(file);
                file.Flush(flushToDisk: true);
            }

            if (_noClobber)
            {
                return NewFile.TryPublish(temporary, _path);
            }

            Replace(temporary);
            return true;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>A file of no length may be a device or a pipe, whose name must not be taken away. Only a regular file can be cut to a length.</summary>
    private static bool IsRegular(FileInfo file)
    {
        if (file.Length > 0)
        {
            return true;
        }

        try
        {
            using SafeFileHandle handle = File.OpenHandle(file.FullName, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.SetLength(handle, 0);
            return true;
        }
        catch (Exception exception) when (exception is IOException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Gives the new file the rights of the one that it replaces. On Windows it has those of its folder.</summary>
    private void KeepMode(string temporary)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(_path))
        {
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(_path));
        }
    }

    private void Replace(string temporary)
    {
        FileInfo old = new(_path);
        bool isReadOnly = OperatingSystem.IsWindows() && old is { Exists: true, IsReadOnly: true };
        if (isReadOnly)
        {
            old.IsReadOnly = false;
        }

        File.Move(temporary, _path, overwrite: true);
        if (isReadOnly)
        {
            old.IsReadOnly = true;
        }
    }
}
