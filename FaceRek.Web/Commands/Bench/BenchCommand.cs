using System.CommandLine;

namespace FaceRek.Web.Commands.Bench;

/// <summary>Measures how fast FaceRek is on this machine, one file for each subject; the default subject is faces.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var command = new Command(
            "bench",
            "Measures how fast faces are read and found and days made on this machine, and what reading keeps in memory."
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
