using System.Threading;
using Kiosk.Drivers;
using Kiosk.Firmware.Footfall;

namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// Samples the beams on a thread of its own, so that a till at work does not make the count blind. A thread that
    /// ends shows as blind time, then as dead beams.
    /// </summary>
    public sealed class BeamTask
    {
        private readonly SampledBeams _beams;

        /// <summary>Task of a pair of beams.</summary>
        public BeamTask(SampledBeams beams)
        {
            _beams = beams;
        }

        /// <summary>Starts to sample, for ever.</summary>
        public void Start()
        {
            new Thread(Run).Start();
        }

        private void Run()
        {
            while (true)
            {
                _beams.Sample();
                Thread.Sleep(BeamSampler.SampleMs);
            }
        }
    }
}
