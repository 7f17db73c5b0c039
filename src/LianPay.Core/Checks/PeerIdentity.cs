using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using LianPay.Core.Gateway;
using LianPay.Core.Messages;

namespace LianPay.Core.Checks;

/// <summary>Who stands at the other end of a TLS connection that the platform has judged valid.</summary>
/// <param name="Protocol">The TLS version that was agreed on.</param>
/// <param name="Subject">The certificate's subject, fit for a terminal.</param>
/// <param name="NotAfter">When the certificate ends.</param>
/// <param name="Pin">Base64 SHA-256 of its SubjectPublicKeyInfo.</param>
internal sealed record PeerIdentity(SslProtocols Protocol, string Subject, DateTimeOffset NotAfter, string Pin)
{
    private const int SubjectMaxLength = 200;

    /// <summary>That of a connection, or null when it has no TLS.</summary>
    internal static PeerIdentity? Of(Stream stream)
    {
        if (stream is not SslStream { RemoteCertificate: { } remote } tls)
        {
            return null;
        }

        using X509Certificate2 certificate = new(remote);
        return new PeerIdentity(tls.SslProtocol, SafeText.Of(certificate.Subject, SubjectMaxLength), certificate.NotAfter, ConnectionPool.PinOf(certificate));
    }
}
