using System.Text;

namespace LianPay.Module.Tests;

/// <summary>Alters a closed or idle ledger's file behind its back.</summary>
internal static class LedgerDamage
{
    /// <summary>Replaces every occurrence of a word by another of the same length.</summary>
    internal static void Alter(string path, string word, string other)
    {
        byte[] content = File.ReadAllBytes(path);
        byte[] from = Encoding.ASCII.GetBytes(word);
        byte[] to = Encoding.ASCII.GetBytes(other);
        Assert.Equal(from.Length, to.Length);

        int changes = 0;
        for (int at = content.AsSpan().IndexOf(from); at >= 0; at = content.AsSpan().IndexOf(from))
        {
            to.CopyTo(content, at);
            changes++;
        }

        Assert.NotEqual(0, changes);
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Write(content);
    }
}
