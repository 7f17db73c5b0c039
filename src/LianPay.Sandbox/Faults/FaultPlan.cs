namespace LianPay.Sandbox;

/// <summary>Decides which request meets the fault, and how bad it is.</summary>
/// <remarks>
/// The rate is spread evenly and not drawn, so that a test sees the same each time: of the requests that may meet the
/// fault, number n meets it when n × rate reaches the next whole number. At 0.25 that is the 4th, the 8th, the 12th …
/// </remarks>
internal sealed class FaultPlan
{
    private const int DefaultDelay = 1000;
    private const int DefaultStatus = 500;

    private readonly SandboxFault _fault;
    private readonly decimal _rate;
    private readonly int? _argument;
    private readonly bool _alsoQueries;
    private readonly Func<SandboxRequest, SandboxFault>? _choose;
    private long _requests;

    internal FaultPlan(SandboxOptions options)
    {
        if (options.FaultRate is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), "FaultRate goes from 0 to 1.");
        }

        int lowest = options.Fault == SandboxFault.LateApply ? -1 : 0;
        if (options.FaultArgument < lowest || (options.Fault == SandboxFault.Status500 && options.FaultArgument is < 500 or > 599))
        {
            throw new ArgumentOutOfRangeException(nameof(options), "FaultArgument does not fit the fault.");
        }

        _fault = options.Fault;
        // As the decimal that was typed: 0.29 as a double would meet only 28 of a hundred requests.
        _rate = (decimal)options.FaultRate;
        _argument = options.FaultArgument;
        _alsoQueries = options.FaultsQueries;
        _choose = options.ChooseFault;
    }

    /// <summary>How long the answer is delayed.</summary>
    internal TimeSpan ReplyDelay => TimeSpan.FromMilliseconds(_argument ?? DefaultDelay);

    /// <summary>How long the confirmation is delayed, or <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    internal TimeSpan ApplyDelay => _argument == -1 ? Timeout.InfiniteTimeSpan : ReplyDelay;

    /// <summary>The status of an error page.</summary>
    internal int Status => _argument is >= 500 and <= 599 ? _argument.Value : DefaultStatus;

    /// <summary>How many bytes of a body are sent before it is cut.</summary>
    internal int BytesBeforeCut(int bodyLength) => Math.Min(_argument ?? (bodyLength / 2), bodyLength);

    /// <summary>The fault of the next request to a path, as far as its path decides.</summary>
    internal SandboxFault OfPath(string path)
    {
        if (_choose is not null || _fault == SandboxFault.None || (path != SandboxGateway.ConfirmPath && !_alsoQueries))
        {
            return SandboxFault.None;
        }

        long number = Interlocked.Increment(ref _requests);
        return decimal.Floor(number * _rate) > decimal.Floor((number - 1) * _rate) ? _fault : SandboxFault.None;
    }

    /// <summary>The fault of a request that has been read: what the test's own choice says, if there is one.</summary>
    internal SandboxFault OfRequest(SandboxRequest request, SandboxFault ofPath) => _choose?.Invoke(request) ?? ofPath;
}
