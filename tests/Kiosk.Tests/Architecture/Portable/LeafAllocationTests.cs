using Xunit;

namespace Kiosk.Tests.Architecture.Portable;

/// <summary>
/// What the real board's own parts allocate after start, platform types included, stands in the same list as the rest.
/// </summary>
public class LeafAllocationTests
{
    private const string List = "firmware/step-allocations.txt", Entry = "board ";

    [Fact]
    public void What_the_board_makes_and_calls_after_start_is_listed_with_its_cost()
    {
        var rule = new LeafRule(Repository.Files(".cs")
            .Where(f => f.StartsWith(NanoProjectGuard.Folder, StringComparison.Ordinal)).Select(Repository.Read));
        string[] listed = [.. Repository.Read(List).Split('\n')
            .Where(l => l.StartsWith(Entry, StringComparison.Ordinal)).Select(l => l.Split(" # ")[0][Entry.Length..])];
        Assert.Contains("NativeMac.Compute: calls HMACSHA256.HashData", rule.Sites);
        Complaints.None(
        [
            .. rule.Sites.Except(listed).Select(s =>
                $"{Entry}{s} # happens after start. Add it to {List} with its cost."),
            .. listed.Except(rule.Sites).Select(l => $"{List}: '{Entry}{l}' happens no more. Remove the line."),
        ]);
    }

    [Fact]
    public void Overrides_threads_callbacks_and_what_they_call_are_followed_and_start_is_not()
    {
        const string offender = """
            namespace X
            {
                public sealed class Greedy : Part
                {
                    public Greedy()
                    {
                        _at = new Start();
                    }

                    public override bool Poll
                    {
                        get
                        {
                            // new Comment()
                            return Deeper("new Text()");
                        }
                    }

                    public void Begin()
                    {
                        new Thread(Keep).Start();
                    }

                    private bool Deeper(string text)
                    {
                        return new byte[4].Length > text.Trim().Length;
                    }

                    private void Keep()
                    {
                        _client.Publish(
                            new Message { Size = 1 });
                    }
                }
            }
            """;
        Assert.Equal(
            ["Greedy.Deeper: calls text.Trim", "Greedy.Deeper: new byte[]", "Greedy.Keep: calls _client.Publish",
                "Greedy.Keep: new Message"],
            new LeafRule([offender]).Sites);
    }
}
