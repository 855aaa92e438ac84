using System.Net;
using System.Net.Sockets;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Web.Commands;

/// <summary>The program as <c>bin/facerek serve</c> starts it, in a separate process.</summary>
public sealed class ServeTests
{
    [Fact]
    public async Task An_address_where_another_program_listens_is_refused_in_one_sentence()
    {
        var folder = Directory.CreateTempSubdirectory("facerek-taken-");
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        try
        {
            var port = ((IPEndPoint)other.LocalEndpoint).Port;
            var (status, told, why) = await ChildProcess.FaceRekAsync(
                ["serve"],
                ("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"),
                ("Data__Folder", folder.FullName)
            );

            Assert.Equal((1, ""), (status, told));
            Assert.StartsWith(
                $"Another program is already listening at http://127.0.0.1:{port}.",
                why,
                StringComparison.Ordinal
            );
            Assert.Single(why.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.False(File.Exists(Path.Combine(folder.FullName, "facerek.db")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Without_its_face_engine_it_says_so_before_the_first_request_and_pretends_nothing()
    {
        using var broken = ProgramWithoutOpenCv.Damaged();
        await using var server = await RunningProgram.StartAsync(broken.Program, broken.Folder);

        // Every page below uses the engine, or says that there is none.
        var (home, homeStatus) = await server.GetAsync("/");
        var (demo, demoStatus) = await server.PostPicturesAsync("/demo");
        using var newcomer = new FirstCheckIn(server.Address);
        var checkIn = await newcomer.ReadAsync($"{await newcomer.JoinAsync()}/check-in");

        Assert.StartsWith(
            "The face engine cannot start: OpenCV's library is missing or damaged.",
            server.FirstErrorLine,
            StringComparison.Ordinal
        );
        Assert.True(server.SaidErrorBeforeListening);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (homeStatus, demoStatus));
        Assert.Contains("Face recognition is not available right now", home, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "href=\"/demo\"",
            home[..home.IndexOf("how-it-works", StringComparison.Ordinal)],
            StringComparison.Ordinal
        );
        Assert.Contains("Face recognition is not available right now", demo, StringComparison.Ordinal);
        Assert.Contains("Face recognition is not available right now", checkIn, StringComparison.Ordinal);
        Assert.Contains("/check-in/pin", checkIn, StringComparison.Ordinal);
        Assert.DoesNotContain("data-check-in", checkIn, StringComparison.Ordinal);
        Assert.DoesNotContain("Look into the frame", checkIn, StringComparison.Ordinal);
        Assert.Contains(
            "Face recognition is not available right now",
            (await server.GetAsync("/demo")).Body,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Where_a_library_of_the_face_engine_is_missing_the_demo_organization_is_refused_by_its_name()
    {
        using var broken = ProgramWithoutOpenCv.Lacking("libatomiq.so.1");
        var (status, told, why) = await ChildProcess.RunAsync(
            broken.Program,
            ["demo"],
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("Data__Folder", broken.Folder)
        );

        Assert.Equal((1, ""), (status, told));
        Assert.StartsWith(
            "The face engine cannot start: libatomiq.so.1 is missing. Run bin/setup",
            why,
            StringComparison.Ordinal
        );
        Assert.Single(why.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
