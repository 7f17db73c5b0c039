namespace LianPay.Core.Ledger;

/// <summary>
/// What is still to be done when a process is ended with notice (SIGTERM, a shutdown, <c>exit</c>). What was begun last is ended
/// first: a batch before the ledger into which it writes.
/// </summary>
/// <remarks>A process that is killed, or whose terminal goes away (SIGHUP), gets no notice; the ledger shows its sends as unknown.</remarks>
internal static class EndOfProcess
{
    private static readonly object Gate = new();
    private static readonly List<Registration> Registrations = [];

    static EndOfProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) => RunAll();

    /// <summary>Has something done at the end of the process, until the registration is disposed of.</summary>
    /// <param name="work">It ends by itself, and soon: nothing else ends the process meanwhile.</param>
    /// <returns>The registration. To dispose of it waits for work that is under way, unless the work itself does so.</returns>
    internal static IDisposable Do(Action work)
    {
        Registration registration = new(work);
        lock (Gate)
        {
            Registrations.Add(registration);
        }

        return registration;
    }

    private static void RunAll()
    {
        lock (Gate)
        {
            while (Registrations is [.., var last])
            {
                Registrations.Remove(last);
                last.Work();
            }
        }
    }

    private sealed class Registration(Action work) : IDisposable
    {
        internal Action Work => work;

        public void Dispose()
        {
            lock (Gate)
            {
                Registrations.Remove(this);
            }
        }
    }
}
