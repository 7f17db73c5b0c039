using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace LianPay.Core.Keys;

/// <summary>Platform RSA objects of one key, each used by one thread at a time: the platform promises no more than that.</summary>
internal sealed class RsaPool(RSAParameters parameters) : IDisposable
{
    private readonly ConcurrentBag<RSA> _idle = [];
    private volatile bool _disposed;

    /// <summary>Lends an RSA object; give it back by disposing of the lease.</summary>
    /// <exception cref="CryptographicException">The platform's policy does not take this key.</exception>
    /// <exception cref="ObjectDisposedException">The key has been disposed of.</exception>
    internal Lease Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(RsaPool));
        return new Lease(this, _idle.TryTake(out RSA? rsa) ? rsa : RSA.Create(parameters));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out RSA? rsa))
        {
            rsa.Dispose();
        }
    }

    private void Return(RSA rsa)
    {
        _idle.Add(rsa);
        if (_disposed)
        {
            Dispose();
        }
    }

    /// <summary>One RSA object on loan.</summary>
    internal readonly ref struct Lease(RsaPool pool, RSA rsa)
    {
        internal RSA Rsa { get; } = rsa;

        public void Dispose() => pool.Return(Rsa);
    }
}
