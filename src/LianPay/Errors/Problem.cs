using System.Management.Automation;

namespace LianPay.Errors;

/// <summary>One thing that is wrong, as an error record needs it: id, category, message and advice.</summary>
/// <param name="Id">The stable id of the error.</param>
/// <param name="Category">The engine's category.</param>
/// <param name="Message">What is wrong; quotes no secret.</param>
/// <param name="Advice">What the person who has to act can do.</param>
internal sealed record Problem(string Id, ErrorCategory Category, string Message, string Advice)
{
    /// <summary>The error record. Its target is what the caller passes: never an object that carries a secret.</summary>
    internal ErrorRecord ToErrorRecord(object? target) => new(new LianPayException(Message), Id, Category, target)
    {
        ErrorDetails = new ErrorDetails(Message) { RecommendedAction = Advice },
    };
}
