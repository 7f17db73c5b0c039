namespace LianPay.Core.Profiles;

/// <summary>What is wrong with a setting of a connection.</summary>
/// <param name="Setting">The property of <see cref="ConnectionSettings"/>, which is the cmdlets' parameter too.</param>
/// <param name="Message">A sentence that does not quote the value.</param>
/// <param name="Advice">What the person who has to act can do.</param>
public sealed record SettingDefect(string Setting, string Message, string Advice);
