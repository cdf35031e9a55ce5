using System.Globalization;
using System.Text;
using CsCheck;
using Kiosk.Fiscal;
using Xunit;

namespace Kiosk.Tests.Fiscal;

[Trait("Requirement", "R24")]
public class CivilTimeTests
{
    [Theory]
    [InlineData("2026-03-29T00:59:59Z", "20260329015959", 3600)]
    [InlineData("2026-03-29T01:00:00Z", "20260329030000", 7200)]
    [InlineData("2026-10-25T00:59:59Z", "20261025025959", 7200)]
    [InlineData("2026-10-25T01:00:00Z", "20261025020000", 3600)]
    [InlineData("2026-12-31T23:30:00Z", "20270101003000", 3600)]
    [InlineData("2106-02-07T06:28:15Z", "21060207072815", 3600)]
    [InlineData("1970-01-01T00:00:00Z", "19700101010000", 3600)]
    public void The_two_nights_of_2026_and_the_ends_of_time_have_their_local_stamp(string utc, string stamp, int offset)
    {
        long seconds = DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        Assert.Equal(stamp, Stamp(seconds));
        Assert.Equal(offset, CivilTime.OffsetSeconds(seconds));
    }

    [Fact]
    public void Any_instant_of_the_coming_decades_agrees_with_the_time_zone_database()
    {
        TimeZoneInfo paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        Gen.Long[1_767_225_600, 4_102_444_800].Sample(seconds =>
        {
            DateTimeOffset local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(seconds), paris);
            Assert.Equal(local.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture), Stamp(seconds));
            Assert.Equal((int)local.Offset.TotalSeconds, CivilTime.OffsetSeconds(seconds));
        });
    }

    [Fact]
    [Trait("Requirement", "R21")]
    public void The_business_day_begins_at_its_cut_hour()
    {
        long threeAtNight = DateTimeOffset
            .Parse("2026-11-20T02:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        Assert.Equal(20261120, CivilTime.BusinessDay(threeAtNight, 0));
        Assert.Equal(20261119, CivilTime.BusinessDay(threeAtNight, 4));
    }

    private static string Stamp(long seconds)
    {
        byte[] digits = new byte[CivilTime.StampDigits];
        CivilTime.WriteStamp(seconds, digits, 0);
        return Encoding.ASCII.GetString(digits);
    }
}
