namespace LianPay.SbomBuilder;

/// <summary>One NuGet package of which files are shipped.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Licence">By its SPDX name.</param>
/// <param name="ContentHash">SHA-512 of its content in base64, as the lock files have it: the restore has checked it.</param>
/// <param name="Files">What is shipped of it: the path in the folder of the module, with slashes, and SHA-256 in hex.</param>
/// <param name="Needs">The names of the shipped packages that it needs.</param>
internal sealed record ShippedLibrary(
    string Name, string Version, string Licence, string ContentHash, IReadOnlyList<(string Path, string Sha256)> Files, IReadOnlyList<string> Needs)
{
    /// <summary>The package URL: what scanners look a package up by.</summary>
    internal string Purl => $"pkg:nuget/{Name}@{Version}";
}
