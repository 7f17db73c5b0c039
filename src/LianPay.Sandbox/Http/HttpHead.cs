namespace LianPay.Sandbox;

/// <summary>The head of a request, or why it is refused.</summary>
/// <param name="Refusal">The status with which it is refused; 0 when it is sound.</param>
/// <param name="Method">POST or another.</param>
/// <param name="Path">The path without the query.</param>
/// <param name="ContentLength">The length of the body in bytes.</param>
/// <param name="KeepsAlive">False when the client wants the connection closed after the answer.</param>
internal sealed record HttpHead(int Refusal, string Method, string Path, int ContentLength, bool KeepsAlive)
{
    internal static HttpHead Refused(int status) => new(status, string.Empty, string.Empty, 0, KeepsAlive: false);
}
