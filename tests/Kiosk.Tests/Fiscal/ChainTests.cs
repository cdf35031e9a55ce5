using CsCheck;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;
using static Kiosk.Tests.Fiscal.FiscalCorpus;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Fiscal;

public class ChainTests
{
    [Fact]
    [Trait("Requirement", "R3")]
    public void Both_sides_compute_the_same_bytes_for_two_hundred_records()
    {
        FiscalChain terminal = NewChain();
        FiscalChain gateway = NewChain();
        foreach (Entry entry in Sealed(terminal))
        {
            Assert.Equal(FiscalOutcome.Sealed, Check(new ChainVerifier(gateway), entry.Twin()));
        }

        byte[] left = new byte[ChainState.BytesMax];
        byte[] right = new byte[ChainState.BytesMax];
        Assert.Equal(terminal.State.Write(left, 0), gateway.State.Write(right, 0));
        Assert.Equal(left, right);
    }

    [Fact]
    [Trait("Requirement", "R2")]
    public void A_deleted_inserted_swapped_or_replayed_record_is_named()
    {
        List<Entry> corpus = [.. Sealed(NewChain()).Where(e => !ChainKind.IsApart(ChainKind.Of(e.Record)))];
        Gen.Int[0, corpus.Count - 2].Sample(at =>
        {
            Assert.Equal(at, FirstBreak(corpus.Where((_, i) => i != at)));
            Assert.Equal(at + 1, FirstBreak(corpus.Take(at + 1).Append(corpus[at]).Concat(corpus.Skip(at + 1))));
            Assert.Equal(at, FirstBreak(
                corpus.Take(at).Append(corpus[at + 1]).Append(corpus[at]).Concat(corpus.Skip(at + 2))));
        }, iter: 60);
        Assert.Equal(-1, FirstBreak(corpus));
    }

    [Fact]
    [Trait("Requirement", "R18")]
    public void Training_and_archives_have_chains_that_verify_without_the_journal_and_leave_it_alone()
    {
        foreach (int chain in new[] { ChainKind.X, ChainKind.R })
        {
            List<Entry> corpus = Sealed(NewChain());
            Entry[] apart = [.. corpus.Where(e => ChainKind.Of(e.Record) == chain)];
            Assert.Equal(-1, FirstBreak(apart));
            Assert.Equal(-1, FirstBreak(corpus.Where(e => ChainKind.Of(e.Record) != chain)));
            for (int at = 0; at < apart.Length - 1; at++)
            {
                Assert.Equal(at, FirstBreak(apart.Where((_, i) => i != at)));
                apart[at].Record.WallSeconds++;
                Assert.Equal(at, FirstBreak(apart));
                apart[at].Record.WallSeconds--;
            }
        }
    }

    [Fact]
    [Trait("Requirement", "R2")]
    public void Deleting_a_record_and_closing_its_numbers_up_still_shows()
    {
        List<Entry> corpus = Sealed(NewChain());
        int at = corpus.FindIndex(r => r.Record.Kind == RecordKind.CashMovement);
        List<Entry> forged = corpus.Where((_, i) => i != at).Select(e => e.Twin()).ToList();
        foreach (Entry later in forged.Skip(at).Where(e => e.Record.Kind == RecordKind.CashMovement))
        {
            later.Record.Values[0]--;
        }

        Assert.Equal(at, FirstBreak(forged));
    }

    [Fact]
    [Trait("Requirement", "R4")]
    public void Changing_any_sealed_value_of_any_record_is_detected()
    {
        List<Entry> corpus = Sealed(NewChain());
        Gen.Int[0, FiscalCorpus.Size - 1].Select(Gen.Int[0, 200], Gen.Int[1, 5]).Sample((at, field, step) =>
        {
            List<Entry> forged = corpus.Select(e => e.Twin()).ToList();
            Record record = forged[at].Record;
            int own = record.Count;
            Record hit = field % (own + 9) < own || forged[at].Before.Length == 0 ? record : forged[at].Before[0];
            field %= hit.Count;
            if (hit == record && record.Kind is RecordKind.Ticket or RecordKind.Training
                && !IsSealedValue(record, field))
            {
                return;
            }

            hit.Values[field] += step;
            Assert.Equal(at, FirstBreak(forged));
        }, iter: 400);
    }

    [Fact]
    [Trait("Requirement", "R4")]
    public void Changing_the_time_text_catalogue_label_or_merchant_is_detected()
    {
        Entry[] one = [.. Sealed(NewChain()).Take(9)];
        Entry late = one[0].Twin();
        late.Record.WallSeconds++;
        Assert.Equal(0, FirstBreak([late]));
        foreach (int at in new[] { 3, 8 })
        {
            Entry said = one[at].Twin();
            said.Record.Text[0]++;
            Assert.Equal(at, FirstBreak([.. one[..at], said]));
        }

        Catalogue renamed = Press();
        renamed.Labels[0]++;
        ChainVerifier verifier = new(NewChain());
        Assert.Equal(FiscalOutcome.Changed,
            verifier.Check(one[0].Record, one[0].Before, one[0].Before.Length, renamed, Shop()));
        Settings moved = Shop();
        moved.Siret[13]++;
        verifier = new(NewChain());
        Assert.Equal(FiscalOutcome.Changed,
            verifier.Check(one[0].Record, one[0].Before, one[0].Before.Length, Press(), moved));
    }

    [Fact]
    [Trait("Requirement", "R1")]
    public void Numbers_of_each_kind_have_no_gap_and_no_repeat()
    {
        FiscalChain chain = NewChain();
        List<Entry> corpus = Sealed(chain);
        IGrouping<int, Record>[] kinds = [.. corpus.Select(e => e.Record).GroupBy(ChainKind.Of)];
        Assert.Equal(8, kinds.Length);
        foreach (IGrouping<int, Record> kind in kinds)
        {
            Assert.Equal(Enumerable.Range(1, kind.Count()).Select(n => (long)n), kind.Select(r => r.Values[0]));
        }

        long last = chain.State.CashMovements;
        Assert.Equal(FiscalOutcome.Missing, chain.SealCash(Cash(last + 2, chain.State.LastWall, 1, 1)));
        Assert.Equal(FiscalOutcome.Replayed, chain.SealCash(Cash(last, chain.State.LastWall, 1, 1)));
    }

    [Fact]
    [Trait("Requirement", "R8")]
    public void A_state_survives_writing_and_any_flipped_bit_or_cut_is_refused()
    {
        FiscalChain chain = NewChain();
        Sealed(chain);
        byte[] bytes = new byte[ChainState.BytesMax];
        int length = chain.State.Write(bytes, 0);
        Assert.InRange(length, 1, ChainState.BytesMax);
        FiscalChain other = NewChain();
        Assert.True(other.State.Read(bytes, 0, length));
        byte[] again = new byte[ChainState.BytesMax];
        Assert.Equal(length, other.State.Write(again, 0));
        Assert.Equal(bytes, again);
        for (int bit = 0; bit < length * 8; bit++)
        {
            byte[] torn = (byte[])bytes.Clone();
            torn[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(new ChainState().Read(torn, 0, length), $"bit {bit}");
        }

        for (int cut = 0; cut < length; cut++)
        {
            Assert.False(new ChainState().Read(bytes, 0, cut), $"cut {cut}");
        }

        Gen.Byte.Array[0, ChainState.BytesMax].Sample(any => { new ChainState().Read(any, 0, any.Length); });
        Assert.Equal(-1, chain.State.Write(new byte[length - 1], 0));
    }

    [Theory]
    [InlineData(2, 7)]
    [InlineData(3, 4)]
    [Trait("Requirement", "R30")]
    public void A_state_written_before_archives_or_what_is_owed_were_told_is_still_read(byte layout, int fieldsLess)
    {
        FiscalChain chain = NewChain();
        Sealed(chain);
        chain.State.Owed = 0;
        chain.State.OwedTicket = 0;
        chain.State.OperatorsLow = 0;
        byte[] bytes = new byte[ChainState.BytesMax];
        int length = chain.State.Write(bytes, 0) - fieldsLess;
        bytes[1] = layout;
        Bytes.PutU16(bytes, 2, length);
        Bytes.PutU32(bytes, length - 4, Crc32.Compute(bytes, 0, length - 4));
        FiscalChain other = NewChain();
        other.State.ArchiveNotes = 9;
        other.State.Owed = 1;
        other.State.OperatorsHigh = 1;
        Assert.True(other.State.Read(bytes, 0, length));
        Assert.Equal((0, false, 0), (other.State.ArchiveNotes, other.State.Offline, other.State.Core));
        Assert.Equal((0, 0L), (other.State.Owed, other.State.OperatorsHigh));
        Assert.Equal(chain.State.JournalSeal, other.State.JournalSeal);
    }

    [Fact]
    [Trait("Requirement", "R10")]
    public void A_failed_commit_can_be_taken_back()
    {
        FiscalChain chain = NewChain();
        chain.SealTicket(VectorTicket(), null, 0, Press(), Shop(), out _);
        ChainState before = new();
        before.CopyFrom(chain.State);
        Record second = VectorTicket(2);
        chain.SealTicket(second, null, 0, Press(), Shop(), out _);
        byte[] seal = (byte[])second.Seal.Clone();
        chain.State.CopyFrom(before);
        chain.SealTicket(second, null, 0, Press(), Shop(), out int outcome);
        Assert.Equal(FiscalOutcome.Sealed, outcome);
        Assert.Equal(seal, second.Seal);
    }

    // Versions and flags say how a line is encoded; they are not business data.
    private static bool IsSealedValue(Record ticket, int field)
    {
        int lines = TicketLayout.Tenders + (int)ticket.Values[TicketLayout.TenderCount] * TicketLayout.TenderWidth;
        return field < lines || (field - lines) % TicketLayout.LineWidth != TicketLayout.LineFlags;
    }
}
