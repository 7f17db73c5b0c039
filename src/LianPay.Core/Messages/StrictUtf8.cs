using System.Text;

namespace LianPay.Core.Messages;

/// <summary>UTF-8 that refuses what is not UTF-8, instead of writing a replacement into something that is signed.</summary>
internal static class StrictUtf8
{
    internal static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
