using System.Threading.Channels;
using Kiosk.Firmware.Notices;
using Kiosk.Firmware.Parts;
using Kiosk.Fleet.City;
using Kiosk.Fleet.Pages;

namespace Kiosk.Fleet.Panel;

/// <summary>
/// One kiosk as its panel reaches it: web threads put hands into a bounded queue, the city's thread takes them and
/// leaves the state behind. Nobody but the city's thread touches the kiosk.
/// </summary>
public sealed class PanelKiosk(KioskRunner runner, Protocol.Catalogue catalogue)
{
    /// <summary>Hands that may wait.</summary>
    public const int HandsMax = 64;

    private readonly Channel<Action<long>> _hands = Channel.CreateBounded<Action<long>>(HandsMax);
    private readonly PagePainter _painter = new();
    private PanelState _state = PanelState.Of(runner) with { Page = 0 };
    private byte[] _page = [];
    private int _watchers;

    /// <summary>The place and what it sells.</summary>
    public Place Place => runner.Place;

    /// <inheritdoc cref="Place"/>
    public Protocol.Catalogue Catalogue => catalogue;

    /// <summary>Latest state.</summary>
    public PanelState State => Volatile.Read(ref _state);

    /// <summary>The residents' page as a PNG, empty before the first.</summary>
    public byte[] Page => Volatile.Read(ref _page);

    /// <summary>True while a page is open: then no simulated customer comes to this kiosk.</summary>
    public bool Watched => Volatile.Read(ref _watchers) > 0;

    /// <summary>A page opens (+1) or closes (-1).</summary>
    public void Watch(int change) => Interlocked.Add(ref _watchers, change);

    /// <summary>
    /// Presses a key; false when it is none of the keypad's, at a vacant kiosk, or when too many hands wait.
    /// </summary>
    public bool Press(int key) => key is >= 0 and < Key.Count && AtTill(() => runner.Kiosk.PressKey(key));

    /// <summary>Scans a code of 1..32 characters; false as <see cref="Press"/>.</summary>
    public bool Scan(string code) => code.Length is > 0 and <= 32 && AtTill(() => runner.Kiosk.Scan(code));

    /// <summary>Sets a probe (channel 0..6).</summary>
    public bool Probe(int channel, int value) =>
        channel is >= 0 and < 7 && Do(_ => runner.Kiosk.SetProbe(channel, value));

    /// <summary>One of the other things a hand can do, by name; false when there is no such thing.</summary>
    public bool Act(string what) => what switch
    {
        "tear" => AtTill(runner.Kiosk.TearPaper),
        "paper" => AtTill(() => runner.Kiosk.PaperPresent = !runner.Kiosk.PaperPresent),
        "drawer" => AtTill(runner.Kiosk.CloseDrawer),
        "walk-ab" => Do(at => runner.AddEdges(Crossing(at, 1, 2))),
        "walk-ba" => Do(at => runner.AddEdges(Crossing(at, 2, 1))),
        "power" => Do(_ => runner.CutPowerNow()),
        _ => false,
    };

    /// <summary>
    /// On the city's thread: carries out the hands that wait (not while a simulated customer is served or waits), then
    /// looks.
    /// </summary>
    public void Serve(long calendarMs)
    {
        if (runner.Merchant is not { Waiting: > 0 })
        {
            while (_hands.Reader.TryRead(out var hand))
            {
                hand(calendarMs);
                runner.Poke(calendarMs);
            }
        }

        if (Watched)
        {
            PanelState state = PanelState.Of(runner);
            if (runner.Kiosk.Loop.Notices?.Page is { } page && (state.Page != _state.Page || _page.Length == 0))
            {
                Volatile.Write(ref _page, PagePng.Write(SamplePages.Draw(_painter, page)));
            }

            // Nobody is sent for a page that is not painted yet.
            Volatile.Write(ref _state, _page.Length == 0 ? state with { Page = 0 } : state);
        }
    }

    private bool AtTill(Action hand) => runner.Place.Sells && Do(_ =>
    {
        hand();
        runner.Merchant?.Touched();
    });

    private bool Do(Action<long> hand) => _hands.Writer.TryWrite(hand);

    private static Replay.BeamEdge[] Crossing(long at, int first, int second) =>
    [
        new(at + 50, first), new(at + 200, 3), new(at + 400, second), new(at + 600, 0),
    ];
}
