using Kiosk.Gateway;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kiosk.Tests.Gateway;

/// <summary>Nobody outside can fill the log: what is over the limit of a minute is counted and told.</summary>
public sealed class LogLimitTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly NotedLog<LogLimitTests> _log = new();

    [Fact]
    public void A_minute_takes_so_many_lines_says_once_that_it_is_full_and_the_next_how_many_were_left_out()
    {
        var limit = new LogLimit(_time, _log);
        Assert.Equal(LogLimit.LinesPerMinuteMax, Allowed(limit, 100));
        Assert.Equal(
            [(LogLevel.Warning, "30 lines in a minute: the next ones are counted and not written")], _log.Lines);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, Allowed(limit, 5));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, Allowed(limit, 1));
        Assert.Equal("75 lines of an earlier minute were not written", _log.Lines[^1].Text);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(LogLimit.LinesPerMinuteMax, Allowed(limit, LogLimit.LinesPerMinuteMax));
        Assert.Equal(2, _log.Lines.Count);
    }

    private static int Allowed(LogLimit limit, int lines) => Enumerable.Range(0, lines).Count(_ => limit.Allows());
}
