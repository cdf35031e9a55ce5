using System.Globalization;
using Kiosk.Ledger;
using Kiosk.Protocol;

namespace Kiosk.Tests.Protocol;

/// <summary>Frames made by hand, one thing wrong in each, all under a right MAC.</summary>
public class FrameRefusalTests
{
    // Version 1, device 1007, boot 3, first sequence 5, base mono 100, base wall 0.
    private const string Header = "89" + "01" + "1903ef" + "03" + "05" + "1864" + "00";
    private readonly Frames _catalogues = new();
    private readonly DecodedFrame _frame = new();

    [Theory]
    [InlineData("88011903ef030518640080f6", nameof(FrameError.NotCbor))]
    [InlineData("89021903ef0305186400" + "80f6", nameof(FrameError.WrongVersion))]
    [InlineData("89011903f00305186400" + "80f6", nameof(FrameError.WrongDevice))]
    [InlineData("89011903ef1a000100000500" + "0080f6", nameof(FrameError.BadHeader))]
    [InlineData("89011903ef031b000000010000000000" + "0080f6", nameof(FrameError.SequenceRange))]
    [InlineData("89011903ef0305" + "1b0000000100000000" + "0080f6", nameof(FrameError.BadHeader))]
    [InlineData("89011903ef0305" + "39ffff" + "0080f6", nameof(FrameError.BadHeader))]
    [InlineData("89011903ef03" + "00" + "1864" + "00" + "818128f6", nameof(FrameError.SequenceRange))]
    [InlineData(Header + "9f8126fff6", nameof(FrameError.NotCbor))]
    [InlineData(Header + "80", nameof(FrameError.BadHeader))]
    [InlineData(Header + "80f600", nameof(FrameError.TrailingBytes))]
    [InlineData(Header + "8041aa", nameof(FrameError.BadHeader))]
    [InlineData(Header + "8049aaaaaaaaaaaaaaaaaa", nameof(FrameError.BadHeader))]
    public void A_wrong_header_or_tail_is_named(string content, string expected) => Refused(content, expected, -1);

    [Theory]
    [InlineData("80", nameof(FrameError.BadEvent))]
    [InlineData("00", nameof(FrameError.BadEvent))]
    [InlineData("8100", nameof(FrameError.BadEvent))]
    [InlineData("821901ff00", nameof(FrameError.BadEvent))]
    [InlineData("820638c8", nameof(FrameError.TimeRange))]
    [InlineData("82071b0000000200000000", nameof(FrameError.TimeRange))]
    [InlineData("8c26" + "0101010101010101010101", nameof(FrameError.BadEvent))]
    [InlineData("832661ff01", nameof(FrameError.BadEvent))]
    [InlineData("8328f641ff", nameof(FrameError.BadEvent))]
    [InlineData("82281bffffffffffffffff", nameof(FrameError.BadEvent))]
    [InlineData("8129", nameof(FrameError.BadEvent))]
    [InlineData("82291affffffff", nameof(FrameError.SequenceRange))]
    [InlineData("8121", nameof(FrameError.BadEvent))]
    [InlineData("822100", nameof(FrameError.BadEvent))]
    [InlineData("8321" + "89000000000000000000" + "01", nameof(FrameError.BadEvent))]
    [InlineData("8321" + "80" + "8101", nameof(FrameError.BadEvent))]
    [InlineData("8321" + "80" + "8a01010101010101010101", nameof(FrameError.BadEvent))]
    [InlineData("832101" + "00", nameof(FrameError.UnknownCatalogue))]
    [InlineData("832101" + "83010101", nameof(FrameError.BadEvent))]
    [InlineData("832101" + "80", nameof(FrameError.BadEvent))]
    [InlineData("8122", nameof(FrameError.BadEvent))]
    [InlineData("84220100" + "07", nameof(FrameError.BadEvent))]
    [InlineData("84220100" + "820701", nameof(FrameError.BadEvent))]
    public void A_wrong_event_is_named_with_its_index(string item, string expected) =>
        Refused(Header + "82" + "8127" + item + "f6", expected, 1);

    [Fact]
    public void A_frame_of_more_events_than_the_limit_is_refused()
    {
        string events = string.Concat(Enumerable.Repeat("8126", Limits.FrameEventsMax + 1));
        Refused(Header + "9841" + events + "f6", nameof(FrameError.TooManyEvents), -1);
    }

    [Fact]
    public void A_frame_that_is_too_long_is_refused_unread()
    {
        var bytes = new byte[Limits.FrameBytesMax + 1];
        Assert.Equal(FrameError.TooLong,
            new FrameReader().Read(bytes, Frames.FrameKey, Frames.Device, _catalogues, _frame));
    }

    [Fact]
    public void An_event_of_an_unknown_kind_is_kept_as_it_came_and_the_next_one_is_read()
    {
        // Kind 77 with two more items than any kind today, then a climate reading.
        string content = Header + "82" + "8618" + "4d" + "05" + "63616263" + "82f5a10102" + "fb3ff8000000000000" + "00"
            + "822707" + "f6";
        byte[] bytes = FrameCrafting.Sign(Convert.FromHexString(content));
        Assert.Equal(FrameError.None,
            new FrameReader().Read(bytes, Frames.FrameKey, Frames.Device, _catalogues, _frame));
        Assert.False(_frame.IsKnown(0));
        Assert.Equal("86184d056361626382f5a10102fb3ff800000000000000", Convert.ToHexStringLower(_frame.Payload(0)));
        Assert.Equal((77, 5L, 105L),
            (_frame.Records[0].Kind, _frame.Records[0].Sequence, _frame.Records[0].MonoSeconds));
        Assert.True(_frame.IsKnown(1));
        Assert.Equal((6L, 7L), (_frame.Records[1].Sequence, _frame.Records[1].Values[ClimateLayout.Temperature]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(700)]
    public void A_text_longer_than_any_of_ours_leaves_an_unknown_kind_kept_and_refuses_a_known_one(int characters)
    {
        string text = "79" + characters.ToString("x4", CultureInfo.InvariantCulture)
            + string.Concat(Enumerable.Repeat("61", characters));
        byte[] bytes = FrameCrafting.Sign(Convert.FromHexString(
            Header + "82" + "84184d05" + text + "07" + "822707" + "f6"));
        Assert.Equal(FrameError.None,
            new FrameReader().Read(bytes, Frames.FrameKey, Frames.Device, _catalogues, _frame));
        Assert.Equal((2, false, true), (_frame.Count, _frame.IsKnown(0), _frame.IsKnown(1)));
        Assert.EndsWith(text + "07", Convert.ToHexStringLower(_frame.Payload(0)), StringComparison.Ordinal);
        if (characters > Limits.RecordTextMax)
        {
            Refused(Header + "81" + "830405" + text + "f6", nameof(FrameError.BadEvent), 0);
        }
    }

    private void Refused(string content, string expected, int atEvent)
    {
        byte[] bytes = FrameCrafting.Sign(Convert.FromHexString(content));
        FrameError error = new FrameReader().Read(bytes, Frames.FrameKey, Frames.Device, _catalogues, _frame);
        Assert.Equal((expected, atEvent, 0), (error.ToString(), _frame.ErrorEvent, _frame.Count));
        Assert.InRange(_frame.ErrorOffset, 1, bytes.Length);
        Assert.StartsWith(expected, _frame.Describe(), StringComparison.Ordinal);
    }
}
