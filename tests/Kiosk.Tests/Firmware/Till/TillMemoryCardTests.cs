using System.Text;
using Kiosk.Board.Virtual.Parts;
using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Provision;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>The inspector's export onto a memory card, and what goes wrong with cards (pos.md R31).</summary>
[Trait("Requirement", "R31")]
public class TillMemoryCardTests
{
    private const int A1 = Key.Article1;
    private static readonly int[] OnCard = [Key.Function, 4, 9];
    private readonly TillBench _bench = new(segments: 60);

    [Fact]
    public void Three_keys_put_a_copy_on_the_card_that_is_read_back_and_let_go_of()
    {
        InMemoryCard card = Fit(16_384);
        Sell(3);
        int before = _bench.KeysPressed;
        _bench.Press(OnCard);
        Assert.Equal(3, _bench.KeysPressed - before);
        Assert.StartsWith("copie en cours", _bench.Line(1), StringComparison.Ordinal);
        Assert.True(card.Mounted);
        _bench.Print();
        Assert.StartsWith("carte SD : à retirer", _bench.Line(1), StringComparison.Ordinal);
        Assert.False(card.Mounted);
        ControlFile read = ControlFile.Read([Copy(card, 0)]);
        Assert.Empty(read.Faults);
        Assert.True(read.IsWhole);
        Assert.Equal(3, read.Tickets);
        Assert.Equal(261120, card.Day);
        Assert.Contains(JetCode.InspectorExport, _bench.EventCodes());
        Assert.Equal(-1, _bench.Drive.Length(DriveFiles.Export));
    }

    [Fact]
    public void A_second_copy_leaves_the_first_and_a_card_takes_what_the_drive_has_no_room_for()
    {
        InMemoryCard card = Fit(400_000);
        Sell(1);
        _bench.Press(OnCard);
        _bench.Print();
        byte[] first = Copy(card, 0);
        Sell(700);
        _bench.Press(OnCard);
        Finish();
        Assert.Equal(2, card.Copies);
        Assert.Equal(first, Copy(card, 0));
        Assert.True(card.CopyLength(1) > InspectionDesk.BytesMax);
        ControlFile read = ControlFile.Read([Copy(card, 1)]);
        Assert.Empty(read.Faults);
        Assert.True(read.IsWhole);
        Assert.Equal(701, read.Tickets);
    }

    [Theory]
    [InlineData("none", "CARTE SD ABSENTE", FaultCode.MemoryCardMissing)]
    [InlineData("empty slot", "CARTE SD ABSENTE", FaultCode.MemoryCardMissing)]
    [InlineData("taken out", "CARTE SD ABSENTE", FaultCode.MemoryCardMissing)]
    [InlineData("no file system", "CARTE SD ILLISIBLE", FaultCode.MemoryCardBad)]
    [InlineData("protected", "CARTE SD PROTÉGÉE", FaultCode.MemoryCardBad)]
    [InlineData("full", "CARTE SD PLEINE", FaultCode.MemoryCardBad)]
    [InlineData("bad byte", "CARTE SD : REFAIRE", FaultCode.MemoryCardBad)]
    public void What_goes_wrong_is_told_once_costs_nothing_and_the_till_sells_on(string trouble, string says, int code)
    {
        InMemoryCard card = Fit(trouble == "full" ? 1_000 : 16_384);
        card.Inserted = trouble != "empty slot";
        card.TakenOutAt = trouble == "taken out" ? 2 : -1;
        card.Formatted = trouble != "no file system";
        card.Protected = trouble == "protected";
        card.BadByte = trouble == "bad byte" ? 700 : -1;
        if (trouble == "none")
        {
            _bench.Card = null;
            _bench.PowerOn();
        }

        Sell(12);
        long sequence = _bench.Journal.NextSequence;
        _bench.Press(OnCard);
        _bench.Print();
        Assert.StartsWith(says, _bench.Line(1), StringComparison.Ordinal);
        Assert.False(card.Mounted);
        Assert.Equal(1, _bench.Faults.Of(code));
        Assert.Equal(code, _bench.Faults.NextToTell(_bench.Clock.NowMs));
        Assert.Equal(sequence, _bench.Journal.NextSequence);
        Sell(1);
        Assert.Equal(13, _bench.Till.LastTicketNumber);
    }

    [Fact]
    public void After_a_card_that_was_taken_out_the_next_one_gets_a_whole_copy()
    {
        InMemoryCard card = Fit(16_384);
        card.TakenOutAt = 1;
        Sell(9);
        _bench.Press(OnCard);
        _bench.Print();
        Assert.False(ControlFile.Read([Copy(card, 0)]).IsWhole);
        card.Inserted = true;
        _bench.Press(Key.Clear).Press(OnCard);
        _bench.Print();
        ControlFile read = ControlFile.Read([Copy(card, 1)]);
        Assert.Empty(read.Faults);
        Assert.Equal(9, read.Tickets);
    }

    [Fact]
    public void Taken_out_at_any_write_a_copy_is_whole_and_said_to_be_or_neither()
    {
        for (int at = 0; at < 8; at++)
        {
            InMemoryCard card = Fit(16_384);
            card.TakenOutAt = at;
            Sell(2);
            _bench.Press(OnCard);
            _bench.Print();
            bool said = _bench.Line(1).StartsWith("carte SD : à retirer", StringComparison.Ordinal);
            Assert.Equal(said, ControlFile.Read([Copy(card, 0)]).IsWhole);
            Assert.Equal(!said, _bench.Faults.Of(FaultCode.MemoryCardMissing) + _bench.Faults.Of(
                FaultCode.MemoryCardBad) > 0);
            _bench.Press(Key.Clear);
        }
    }

    private InMemoryCard Fit(int bytes)
    {
        InMemoryCard card = new(bytes);
        _bench.Card = card;
        _bench.PowerOn();
        return card;
    }

    private void Sell(int tickets)
    {
        for (int i = 0; i < tickets; i++)
        {
            _bench.Press(A1, Key.Cash);
        }
    }

    private void Finish()
    {
        for (int i = 0; i < 5_000 && _bench.Line(1).StartsWith("copie en cours", StringComparison.Ordinal); i++)
        {
            _bench.Pass(5);
        }
    }

    private static byte[] Copy(InMemoryCard card, int copy)
    {
        byte[] bytes = new byte[card.CapacityBytes];
        return bytes[..card.ReadCopy(copy, bytes)];
    }
}
