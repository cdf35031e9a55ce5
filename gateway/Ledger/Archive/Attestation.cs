using Kiosk.Fiscal;
using Kiosk.Ledger.Archive;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Kiosk.Ledger.Witness;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger;

public sealed partial class ArchiveOffice
{
    private const int AttestedDays = 31;
    private const string HasHole = "SELECT highest>contiguous AND ?1<>'' FROM progress WHERE device=?2";

    /// <summary>
    /// The self-attestation sheet of a merchant (pos.md R72), in French, to be signed by publisher and merchant. Given
    /// only when the SIRET is set, the publisher is configured, and the chain of the last 31 days is here without a
    /// hole, is sealed again without a break, and was sealed by the major version that the sheet names.
    /// </summary>
    /// <exception cref="LedgerException">One of these does not hold; the message says which.</exception>
    public string Attest(string terminal, EditorIdentity editor)
    {
        ArgumentNullException.ThrowIfNull(editor);
        return Guarded(() => SheetOf(terminal, editor));
    }

    private string SheetOf(string terminal, EditorIdentity editor)
    {
        MerchantIdentity merchant = Merchant(terminal);
        if (merchant.Siren.Length == 0)
        {
            throw new LedgerException($"Terminal {terminal} has no SIRET of 14 digits in its settings.");
        }

        if (!editor.IsComplete)
        {
            throw new LedgerException(
                "The publisher is not configured: set Editor:Name, Editor:Siren, Editor:Address.");
        }

        RecentChain recent = CheckRecent(terminal);
        if (recent.Software / 10_000 != FiscalVersion.Number / 10_000)
        {
            throw new LedgerException(Texts.Of(
                $"Terminal {terminal} seals with {Names.Software(recent.Software)}, this gateway attests for ")
                + Texts.Of($"{FiscalVersion.Text}: the major versions differ."));
        }

        return AttestationSheet.Of(terminal, merchant, editor, recent, _time.GetUtcNow(), Ring.Current.Kid);
    }

    private RecentChain CheckRecent(string terminal)
    {
        SealLinks(terminal);
        using SqliteConnection connection = _database.Reader();
        using var versions = new VersionStore(connection);
        long since = _time.GetUtcNow().AddDays(-AttestedDays).ToUnixTimeSeconds();
        int day = CivilTime.BusinessDay(since, 0);
        long first = Scalar("SELECT min(n) FROM link WHERE terminal=?1 AND day>=?2", terminal, day);
        if (first == 0)
        {
            throw new LedgerException(
                Texts.Of($"Terminal {terminal} has sealed nothing in the last {AttestedDays} days: ")
                + "there is nothing to attest.");
        }

        List<Link> links = LinkTable.Range(connection, terminal, Math.Max(1, first - 1), long.MaxValue);
        Link? before = first == 1 ? null : links[0];
        Terminal till = Find(connection, terminal);
        if (Scalar(HasHole, terminal, till.Device) != 0)
        {
            throw new LedgerException(Texts.Of(
                $"Records of terminal {terminal} are missing behind sequence {till.Contiguous}: wait for them."));
        }

        var feed = new RecordFeed(connection, versions, till);
        feed.Restore(before?.LastSequence ?? 0, before?.LastRank ?? 0, before?.State);
        var check = new RecentCheck(till.Id, before);
        feed.Run(links[^1].LastSequence, check);
        bool same = check.Head.AsSpan().SequenceEqual(links[^1].Head);
        return check.Breaks == 0 && same
            ? new RecentChain(check.Records, links[^1].LastRank, feed.Chain.State.Software)
            : throw new LedgerException(Texts.Of(
                $"The chain of terminal {terminal} is not clean over the last {AttestedDays} days: ")
                + (same ? check.FirstBreak : "it is not the one that was counter-sealed") + ".");
    }

    private sealed class RecentCheck(string terminal, Link? before) : IRecordSink
    {
        private readonly PublicChain _chain = new(terminal, before?.Head);

        public long Records { get; private set; }

        public long Breaks { get; private set; }

        public string FirstBreak { get; private set; } = "";

        public byte[] Head => _chain.Head;

        public bool Wants(Record record, RecordFeed feed) => true;

        public void Take(SealedEntry entry, RecordFeed feed)
        {
            Records++;
            _chain.Add(entry);
            if (entry.IsBroken && Breaks++ == 0)
            {
                FirstBreak = Texts.Of($"{entry.Letters} {entry.Number} is refused, outcome {feed.Outcome}");
            }
        }

        public void Pass(Record record, RecordFeed feed)
        {
        }
    }
}
