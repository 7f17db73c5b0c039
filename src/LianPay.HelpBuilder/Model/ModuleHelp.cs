namespace LianPay.HelpBuilder.Model;

/// <summary>The help of a module.</summary>
/// <param name="AssemblyFileName">The file name of the assembly that holds the cmdlets, such as <c>LianPay.dll</c>: the engine names the help file after it.</param>
/// <param name="Commands">Its exported cmdlets, by name.</param>
internal sealed record ModuleHelp(string AssemblyFileName, IReadOnlyList<CommandHelp> Commands);
