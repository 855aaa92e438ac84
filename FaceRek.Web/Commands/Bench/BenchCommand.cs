using System.CommandLine;

namespace FaceRek.Web.Commands.Bench;

/// <summary>Measures how fast FaceRek is on this machine, one file for each subject; the default subject is faces.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var command = new Command(
            "bench",
            "Measures on this machine how fast faces are read and found and days are calculated, and the memory that reading uses."
        )
        {
            FacesBench.Create("faces"),
            ApiBench.Create("api"),
            AttendanceBench.Create("attendance"),
            MemoryBench.Create("memory"),
        };
        FacesBench.Fill(command);
        return command;
    }
}
