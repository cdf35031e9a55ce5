namespace Kiosk.Provision.Verify;

/// <summary>A key that archives were signed with and that nobody trusts, with what it signed. One thread.</summary>
public sealed class ForeignKey
{
    private readonly HashSet<string> _archives = [];

    /// <summary>Makes one, met first in an archive.</summary>
    internal ForeignKey(string kid, string archive)
    {
        Kid = kid;
        Archive = archive;
    }

    /// <summary>Its id (RFC 7638 thumbprint).</summary>
    public string Kid { get; }

    /// <summary>The archive that brought it along first.</summary>
    public string Archive { get; }

    /// <summary>Archives that bring it, or a key that it introduced.</summary>
    public int Archives => _archives.Count;

    /// <summary>Sound signatures by it, or by keys that it introduced.</summary>
    public long Signatures { get; internal set; }

    internal void In(string archive) => _archives.Add(archive);
}
