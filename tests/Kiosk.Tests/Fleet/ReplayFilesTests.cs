using Kiosk.Fleet.City;
using Kiosk.Fleet.Replay;

namespace Kiosk.Tests.Fleet;

public class ReplayFilesTests
{
    private const string BasketHeader = "date,time,basket,item";
    private const string HourHeader = "hour_start_local,sensor_id,pedestrians";

    [Fact]
    public void Rows_of_one_number_and_day_are_one_basket_in_order_of_time()
    {
        using var file = new SampleFile(
            BasketHeader, "2016-10-31,08:05:00,2,Tea", "2016-10-30,09:58:11,1,Bread", "2016-10-31,08:05:00,2,Cake",
            "2016-10-31,07:00:00,1,\"Jam, red\"");
        var baskets = Basket.Load(file.Path);
        Assert.Equal(["1", "1", "2"], baskets.Select(b => b.Id));
        Assert.Equal(new DateTime(2016, 10, 30, 9, 58, 11, DateTimeKind.Utc), baskets[0].At);
        Assert.Equal(["Jam, red"], baskets[1].Items);
        Assert.Equal(["Tea", "Cake"], baskets[2].Items);
    }

    [Theory]
    [InlineData("2016-13-30,09:58:11,1,Bread", "line 4: '2016-13-30,09:58:11' is not")]
    [InlineData("2016-10-30,09:58:11,1", "line 4 has 3 fields")]
    public void A_bad_basket_is_refused_with_file_and_line(string row, string where)
    {
        using var file = new SampleFile(BasketHeader, "2016-10-30,09:58:11,1,Bread", "", row);
        Refused(file, where, () => Basket.Load(file.Path));
    }

    [Theory]
    [InlineData("soon,7,10", "line 4: 'soon,7,10' is not")]
    [InlineData("2015-01-05T09:00,0,10", "line 4: '2015-01-05T09:00,0,10' is not")]
    [InlineData("2015-01-05T09:00,7,-1", "line 4: '2015-01-05T09:00,7,-1' is not")]
    [InlineData("2015-01-05T09:00,7", "line 4 has 2 fields")]
    public void A_bad_hour_is_refused_with_file_and_line(string row, string where)
    {
        using var file = new SampleFile(HourHeader, "2015-01-05T08:00,7,12", "", row);
        Refused(file, where, () => HourCount.Load(file.Path));
    }

    [Fact]
    public void Hours_come_in_order_of_time_and_counter()
    {
        using var file = new SampleFile(
            HourHeader, "2015-01-05T09:00,2,30", "2015-01-05T08:00,7,12", "2015-01-05T09:00,1,20");
        Assert.Equal([12, 20, 30], HourCount.Load(file.Path).Select(h => h.Pedestrians));
    }

    [Fact]
    public void A_wrong_header_is_line_1_and_an_empty_file_is_said_to_be_empty()
    {
        using var wrong = new SampleFile("day,hour");
        using var empty = new SampleFile();
        Refused(wrong, "line 1 must be", () => Basket.Load(wrong.Path));
        Refused(empty, "the file is empty", () => HourCount.Load(empty.Path));
    }

    private static void Refused(SampleFile file, string where, Func<object> load) =>
        Assert.StartsWith(
            $"{file.Path}: {where}", Assert.Throws<FleetException>(load).Message, StringComparison.Ordinal);
}
