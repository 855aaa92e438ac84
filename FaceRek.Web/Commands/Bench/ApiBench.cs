using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FaceRek.Core.Faces.Drawing;

namespace FaceRek.Web.Commands.Bench;

/// <summary>
/// Compares the running application over loopback with the engine alone, in alternation in one run, so that a busy
/// machine slows both.
/// </summary>
internal static class ApiBench
{
    public static Command Create(string name)
    {
        var json = new Option<bool>("--json") { Description = "Prints one JSON object and nothing else." };
        var people = new Option<int>("--people")
        {
            Description = "How many people are enrolled.",
            DefaultValueFactory = _ => 10_000,
        };
        var clients = new Option<int>("--clients")
        {
            Description = "How many clients call at once.",
            DefaultValueFactory = _ => 8,
        };
        var seconds = new Option<int>("--seconds")
        {
            Description = "How long each of the four is measured.",
            DefaultValueFactory = _ => 12,
        };
        var model = new Option<string>("--model")
        {
            Description = "classic, or an installed pack.",
            DefaultValueFactory = _ => "classic",
        };
        var picture = new Option<FileInfo?>("--picture")
        {
            Description = "A JPEG with one face; without it, a drawn one of 640x480.",
        };
        var command = new Command(
            name,
            "Measures verify and identify over HTTP compared with the engine alone, and the check of a token."
        )
        {
            json,
            people,
            clients,
            seconds,
            model,
            picture,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var jpeg = result.GetValue(picture) is { } file
                    ? await File.ReadAllBytesAsync(file.FullName, cancellationToken)
                    : DrawnFaces.Draw(3, DrawnScene.At(1));
                await using var town = await ApiBenchTown.BuildAsync(
                    result.GetValue(model)!,
                    result.GetValue(people),
                    jpeg,
                    cancellationToken
                );
                var report = await new ApiBenchRun(
                    town,
                    result.GetValue(clients),
                    TimeSpan.FromSeconds(result.GetValue(seconds))
                ).RunAsync(cancellationToken);
                Console.WriteLine(
                    result.GetValue(json) ? JsonSerializer.Serialize(report, JsonSerializerOptions.Web) : Table(report)
                );
                return report.Errors == 0 ? 0 : throw new CommandException($"{report.Errors} calls failed.");
            }
        );
        return command;
    }

    private static string Table(ApiBenchReport report) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {report.Cores} cores, {report.People} people, {report.Clients} clients, {report.Model}; {report.Calls} calls, {report.Errors} errors
            verify    {report.Verify.PerSecond, 7:0.0}/s  engine alone {report.Verify.EnginePerSecond, 7:0.0}/s  {report.Verify.Share, 5:0 %}  by processor time {report.Verify.ProcessorMs:0.0} and {report.Verify.EngineProcessorMs:0.0} ms, {report.Verify.ProcessorShare:0 %}
                      one client {report.Verify.MedianMs:0.0} ms, engine alone {report.Verify.EngineMedianMs:0.0} ms at the median: {report.Verify.AddedMs:0.0} ms added
            identify  {report.Identify.PerSecond, 7:0.0}/s  engine alone {report.Identify.EnginePerSecond, 7:0.0}/s  {report.Identify.Share, 5:0 %}  by processor time {report.Identify.ProcessorMs:0.0} and {report.Identify.EngineProcessorMs:0.0} ms, {report.Identify.ProcessorShare:0 %}
                      one client {report.Identify.MedianMs:0.0} ms, engine alone {report.Identify.EngineMedianMs:0.0} ms at the median: {report.Identify.AddedMs:0.0} ms added
            token check {report.TokenCheckMicroseconds:0.0} µs, {report.FirstTokenCheckMicroseconds:0} µs the first time
            {report.Compared}
            """
        );
}
