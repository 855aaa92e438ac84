namespace FaceRek.Web.Commands.Bench;

/// <param name="TokenCheckMicroseconds">Median, of a token that was checked before.</param>
/// <param name="Compared">What is compared, in words.</param>
/// <param name="FirstTokenCheckMicroseconds">Median, of a new token, whose signature is computed.</param>
internal sealed record ApiBenchReport(
    int Cores,
    string Model,
    int People,
    int Clients,
    int Calls,
    int Errors,
    ApiBenchReport.Way Verify,
    ApiBenchReport.Way Identify,
    double TokenCheckMicroseconds,
    double FirstTokenCheckMicroseconds,
    string Compared
)
{
    public const string WhatIsCompared =
        "Throughput: several clients over loopback HTTP, with client and server in this one process, compared with the engine alone (picture to template, template against the same gallery) with one caller per core. "
        + "Latency: one client's calls and the engine alone with one caller, lap by lap in turn; added is the difference of the two medians. "
        + "Processor: of the whole process, clients included, so the share by processor time does not depend on what else the machine does. "
        + "Token check: a token that was seen before, whose revocation is still looked up in the database with each call; and one seen for the first time, whose signature is computed.";

    /// <param name="PerSecond">Calls answered, with all clients.</param>
    /// <param name="EnginePerSecond">The same work without HTTP, on all cores.</param>
    /// <param name="Share">The first divided by the second.</param>
    /// <param name="AddedMs">Median of one client's calls, less the median of the engine's with one caller.</param>
    /// <param name="ProcessorMs">Processor milliseconds for each call, client and server together.</param>
    /// <param name="EngineProcessorMs">The same of the engine alone.</param>
    internal sealed record Way(
        double PerSecond,
        double EnginePerSecond,
        double Share,
        double AddedMs,
        double MedianMs,
        double EngineMedianMs,
        double ProcessorMs,
        double EngineProcessorMs
    )
    {
        /// <summary>The engine's share of a call's processor time: the share of throughput on an otherwise idle machine.</summary>
        public double ProcessorShare => EngineProcessorMs / ProcessorMs;
    }
}
