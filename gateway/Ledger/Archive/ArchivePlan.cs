using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Witness;

namespace Kiosk.Ledger.Archive;

/// <summary>What an archive is to cover: whole links of one terminal.</summary>
internal sealed record ArchivePlan(
    Terminal Terminal, long Number, ArchiveLevel Level, int Period, Link? Before, IReadOnlyList<Link> Links,
    ArchiveRow? Previous, IReadOnlyList<string> Purges, DateTimeOffset Now, EditorIdentity Editor)
{
    public string FileName => Texts.Of(
        $"{Terminal.Key}-{(Level == ArchiveLevel.Month ? 'M' : 'A')}-{Period}-R{Number:000000}.zip");

    public Link Last => Links[^1];
}

/// <summary>An archive in the store, with what the next one continues.</summary>
internal sealed record ArchiveRow(
    ArchiveInfo Info, long FirstLink, long LastLink, long FirstSequence, long LastSequence, string Manifest,
    string Record, byte[] State);
