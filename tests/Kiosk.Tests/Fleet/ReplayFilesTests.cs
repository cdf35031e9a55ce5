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
    [InlineData("2016-13-30,09:58:11,1,Bread", "line 4: '2016-13-30,09:58:11,1' is not date")]
    [InlineData("30/10/2016,09:58:11,1,Bread", "line 4: '30/10/2016,09:58:11,1' is not")]
    [InlineData("2016-10-30,25:58:11,1,Bread", "line 4: '2016-10-30,25:58:11,1' is not")]
    [InlineData("2016-10-30,,1,Bread", "line 4: '2016-10-30,,1' is not")]
    [InlineData("2016-10-30,09:58:11,,Bread", "line 4: '2016-10-30,09:58:11,' is not")]
    [InlineData("2016-10-30,09:58:11,1", "line 4 has 3 fields")]
    [InlineData("2016-10-30,09:58:11,1,Jam, red", "line 4 has 5 fields, 4 expected; one that holds a comma")]
    [InlineData("2016-10-30,09:58:11,1,\"Jam, red", "line 4: a quoted field is not closed")]
    [InlineData("2016-10-30,09:58:11,1,\"Jam\" red", "line 4: a comma must follow a closing quote")]
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
    [InlineData("2015-01-05T09:00,7,", "line 4: '2015-01-05T09:00,7,' is not")]
    [InlineData("2015-01-05T09:00,7,12.5", "line 4: '2015-01-05T09:00,7,12.5' is not")]
    [InlineData("2015-01-05T09:00,7,1000001", "line 4: '2015-01-05T09:00,7,1000001' is not")]
    [InlineData("2015-01-05T09:30,7,12", "line 4: '2015-01-05T09:30,7,12' is not full hour")]
    [InlineData("2015-01-05T09:00+10:00,7,12", "line 4: '2015-01-05T09:00+10:00,7,12' is not")]
    public void A_bad_hour_is_refused_with_file_and_line(string row, string where)
    {
        using var file = new SampleFile(HourHeader, "2015-01-05T08:00,7,12", "", row);
        Refused(file, where, () => HourCount.Load(file.Path));
    }

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\r\n", "\uFEFF")]
    public void A_byte_order_mark_line_ends_of_any_kind_blank_lines_and_blanks_do_not_count(string end, string mark)
    {
        using var file = new SampleFile();
        File.WriteAllText(file.Path, mark + string.Join(end,
        [
            "", "Item, BASKET ,time,date", "Bread,1,09:58:11,2016-10-30", "", "   ",
            " \"Jam, \"\"red\"\"\" , 1 ,09:58:11,2016-10-30,", "Cake 6\",1,09:58:12,2016-10-30", ",1,09:58,2016-10-30",
        ]).TrimStart('\r', '\n'));
        var basket = Assert.Single(Basket.Load(file.Path));
        Assert.Equal(["Bread", "Jam, \"red\"", "Cake 6\"", ""], basket.Items);
        Assert.Equal(new DateTime(2016, 10, 30, 9, 58, 11, DateTimeKind.Utc), basket.At);
        Assert.Equal($"{file.Path}: line 2", basket.Where);
    }

    [Fact]
    public void A_basket_goes_on_over_midnight_and_its_number_on_the_next_day_is_another_one()
    {
        using var file = new SampleFile(
            BasketHeader, "2016-10-30,23:59:50,7,Tea", "2016-10-31,00:00:05,7,Cake", "2016-10-31,00:09:00,7,Jam",
            "2016-10-31,00:15:00,8,Bread", "2016-11-01,00:14:00,8,Bread");
        var baskets = Basket.Load(file.Path);
        Assert.Equal(["7", "8", "8"], baskets.Select(b => b.Id));
        Assert.Equal(["Tea", "Cake", "Jam"], baskets[0].Items);
        Assert.Equal(new DateTime(2016, 10, 30, 23, 59, 50, DateTimeKind.Utc), baskets[0].At);
    }

    [Fact]
    public void A_letter_that_is_not_UTF_8_is_refused_with_file_and_line()
    {
        using var file = new SampleFile();
        File.WriteAllText(
            file.Path, BasketHeader + "\n2016-10-30,09:58:11,1,Bread\n2016-10-30,09:58:11,1,Caf\u00e9\n",
            System.Text.Encoding.Latin1);
        Refused(file, "line 3 holds a letter that is not UTF-8", () => Basket.Load(file.Path));
    }

    [Fact]
    public void An_hour_that_is_there_twice_counts_twice_and_one_that_is_missing_not_at_all()
    {
        using var file = new SampleFile(
            "pedestrians,sensor_id,hour_start_local", "30,2,2015-04-05T02:00", "12,2,2015-04-05T02:00",
            "0,2,2015-04-05 04:00:00");
        var calendar = new ReplayCalendar([], HourCount.Load(file.Path));
        long[] hours = [.. Enumerable.Range(0, 6).Select(h => ReplayCalendar.StartMs + (h * 3_600_000L))];
        Assert.Equal([0, 0, 42, 0, 0, 0], hours.Select(h => calendar.Pedestrians(h, 2)));
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
        Refused(wrong, "line 1 must be 'date,time,basket,item' in any order; it lacks 'date'",
            () => Basket.Load(wrong.Path));
        Refused(empty, "the file is empty", () => HourCount.Load(empty.Path));
    }

    private static void Refused(SampleFile file, string where, Func<object> load) =>
        Assert.StartsWith(
            $"{file.Path}: {where}", Assert.Throws<FleetException>(load).Message, StringComparison.Ordinal);
}
