using CsCheck;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Fiscal;

public class ChainTests
{
    private const int CorpusSize = 200;

    [Fact]
    [Trait("Requirement", "R3")]
    public void Both_sides_compute_the_same_bytes_for_two_hundred_records()
    {
        FiscalChain terminal = NewChain();
        FiscalChain gateway = NewChain();
        foreach (Record record in SealedCorpus(terminal))
        {
            Assert.Equal(FiscalOutcome.Sealed, Check(new ChainVerifier(gateway), Copy(record)));
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
        List<Record> corpus = SealedCorpus(NewChain());
        Gen.Int[0, CorpusSize - 2].Sample(at =>
        {
            Assert.Equal(at, FirstBreak(corpus.Where((_, i) => i != at)));
            Assert.Equal(at + 1, FirstBreak(corpus.Take(at + 1).Append(corpus[at]).Concat(corpus.Skip(at + 1))));
            Assert.Equal(at, FirstBreak(
                corpus.Take(at).Append(corpus[at + 1]).Append(corpus[at]).Concat(corpus.Skip(at + 2))));
        }, iter: 60);
        Assert.Equal(-1, FirstBreak(corpus));
    }

    [Fact]
    [Trait("Requirement", "R2")]
    public void Deleting_a_record_and_closing_its_numbers_up_still_shows()
    {
        List<Record> corpus = SealedCorpus(NewChain());
        int at = corpus.FindIndex(r => r.Kind == RecordKind.CashMovement);
        List<Record> forged = corpus.Where((_, i) => i != at).Select(Copy).ToList();
        foreach (Record later in forged.Skip(at).Where(r => r.Kind == RecordKind.CashMovement))
        {
            later.Values[0]--;
        }

        Assert.Equal(at, FirstBreak(forged));
    }

    [Fact]
    [Trait("Requirement", "R4")]
    public void Changing_any_sealed_value_of_any_record_is_detected()
    {
        List<Record> corpus = SealedCorpus(NewChain());
        int[] fields = corpus.Select(r => r.Count).ToArray();
        Gen.Int[0, CorpusSize - 1].Select(Gen.Int[0, 40], Gen.Int[1, 5]).Sample((at, field, step) =>
        {
            field %= fields[at];
            if (corpus[at].Kind == RecordKind.Ticket && !IsSealedValue(corpus[at], field))
            {
                return;
            }

            List<Record> forged = corpus.Select(Copy).ToList();
            forged[at].Values[field] += step;
            Assert.Equal(at, FirstBreak(forged));
        }, iter: 300);
    }

    [Fact]
    [Trait("Requirement", "R4")]
    public void Changing_the_time_text_catalogue_label_or_merchant_is_detected()
    {
        Record[] one = [.. SealedCorpus(NewChain()).Take(4)];
        Record late = Copy(one[0]);
        late.WallSeconds++;
        Assert.Equal(0, FirstBreak([late]));
        Record said = Copy(one[3]);
        said.Text[0]++;
        Assert.Equal(3, FirstBreak([.. one[..3], said]));
        Catalogue renamed = Press();
        renamed.Labels[0]++;
        ChainVerifier verifier = new(NewChain());
        Assert.Equal(FiscalOutcome.Changed, verifier.Check(Copy(one[0]), null, 0, renamed, Shop()));
        Settings moved = Shop();
        moved.Siret[13]++;
        Assert.Equal(FiscalOutcome.Changed, new ChainVerifier(NewChain()).Check(Copy(one[0]), null, 0, Press(), moved));
    }

    [Fact]
    [Trait("Requirement", "R1")]
    public void Numbers_of_each_kind_have_no_gap_and_no_repeat()
    {
        FiscalChain chain = NewChain();
        List<Record> corpus = SealedCorpus(chain);
        foreach (IGrouping<int, Record> kind in corpus.GroupBy(r => r.Kind))
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
        SealedCorpus(chain);
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

    private static int FirstBreak(IEnumerable<Record> records)
    {
        ChainVerifier verifier = new(NewChain());
        int at = 0;
        foreach (Record record in records)
        {
            if (Check(verifier, Copy(record)) != FiscalOutcome.Sealed)
            {
                return at;
            }

            at++;
        }

        return -1;
    }

    private static int Check(ChainVerifier verifier, Record record) => verifier.Check(record, null, 0, Press(), Shop());

    private static List<Record> SealedCorpus(FiscalChain chain)
    {
        Random random = new(20261120);
        List<Record> corpus = [];
        long wall = VectorWall;
        for (int i = 0; i < CorpusSize; i++)
        {
            wall += random.Next(0, 4000);
            Record record = (i % 5) switch
            {
                3 => Event(chain.State.Events + 1, wall, 900 + i, $"essai {i}, é"),
                4 => Cash(chain.State.CashMovements + 1, wall, 1 + i % 4, 1000 + i),
                _ => Ticket(chain.State.Tickets + 1, wall, i % 2, [.. Enumerable.Range(0, 1 + i % 20)
                    .Select(n => (n % 3 + 1, i % 2 == 0 ? 1 + n : -1, 100 + i, n % 2 == 0 ? 550 : 2000))]),
            };
            int outcome = FiscalOutcome.Sealed;
            if (record.Kind == RecordKind.Ticket)
            {
                chain.SealTicket(record, null, 0, Press(), Shop(), out outcome);
            }
            else
            {
                outcome = record.Kind == RecordKind.CashMovement ? chain.SealCash(record) : chain.SealEvent(record);
            }

            Assert.Equal(FiscalOutcome.Sealed, outcome);
            corpus.Add(record);
        }

        return corpus;
    }
}
