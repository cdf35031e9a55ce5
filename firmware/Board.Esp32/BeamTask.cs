using System;
using System.Threading;
using Kiosk.Drivers;
using Kiosk.Firmware;
using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// Samples the beams on a thread of its own, so that a till at work does not make the count blind. A thread that
    /// stops is missed by the supervisor.
    /// </summary>
    public sealed class BeamTask
    {
        private readonly SampledBeams _beams;
        private readonly Clock _ticks;
        private readonly SamplePace _pace = new SamplePace();
        private Supervisor _supervisor;

        /// <summary>Task of a pair of beams.</summary>
        public BeamTask(SampledBeams beams, Clock ticks)
        {
            _beams = beams;
            _ticks = ticks;
        }

        /// <summary>Starts to sample, for ever.</summary>
        public void Start(Supervisor supervisor)
        {
            _supervisor = supervisor;
            new Thread(Run).Start();
        }

        private void Run()
        {
            while (true)
            {
                try
                {
                    _beams.Sample();
                    _supervisor.Report(Supervisor.BeamThread, _ticks.MonotonicMs);
                }
                catch (Exception)
                {
                    // Loop top: an unhandled exception would end this thread in silence. Not reported, it starves the
                    // watchdog when it lasts.
                    _beams.Failures++;
                }

                Thread.Sleep(_pace.Rest(_ticks.MonotonicMs));
            }
        }
    }
}
