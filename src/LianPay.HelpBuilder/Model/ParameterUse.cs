namespace LianPay.HelpBuilder.Model;

/// <summary>A parameter as one parameter set uses it.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Position">From 0; null when it must be named.</param>
/// <param name="IsMandatory">True when the set needs it.</param>
/// <param name="ByValue">True when it takes the object in the pipeline.</param>
/// <param name="ByPropertyName">True when it takes the property of its name, or of an alias, of the object in the pipeline.</param>
internal sealed record ParameterUse(ParameterHelp Parameter, int? Position, bool IsMandatory, bool ByValue, bool ByPropertyName);
