namespace LianPay.Core.Profiles;

/// <summary>What is wrong with a profile or its file.</summary>
/// <remarks>The names are stable: a cmdlet's error id is <c>Profile</c> followed by the name.</remarks>
public enum ProfileError
{
    /// <summary>The file has no profile of that name, or there is no file.</summary>
    NotFound,

    /// <summary>There is a profile of that name already, and nobody said that it may be replaced.</summary>
    Exists,

    /// <summary>The file is not as it is written here: it is not guessed what was meant.</summary>
    Invalid,

    /// <summary>Others than its owner can write the file, and so decide where payments go.</summary>
    FileTooOpen,

    /// <summary>The file cannot be read.</summary>
    FileUnreadable,

    /// <summary>The file cannot be written.</summary>
    FileUnwritable,

    /// <summary>Another process is writing the file and does not get on with it.</summary>
    FileLocked,
}
