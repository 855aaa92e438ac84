using System.Text.RegularExpressions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Web.Api;

/// <summary>The curl lines of docs/api.md, run as written there.</summary>
public sealed class CurlLinesTests(ApiFixture town) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_first_day_with_curl_goes_as_the_page_says()
    {
        var faces = Directory.CreateDirectory(Path.Combine(town.App.DataFolder, "faces"));
        for (var moment = 1; moment <= 3; moment++)
        {
            await File.WriteAllBytesAsync(
                Path.Combine(faces.FullName, $"{moment}.jpg"),
                Support.Capture.Frame(Support.Capture.EveFace, moment)
            );
        }

        var (_, key) = await town.NewKeyAsync(town.World.Bakery, town.World.Ben);
        var (code, said, complained) = await CurlPage.RunAsync(
            CurlPage.FirstDay,
            town.App.Clock,
            ("SITE", town.App.Address.ToString().TrimEnd('/')),
            ("KEY", key),
            ("FACES", faces.FullName)
        );

        Assert.True(code == 0, $"{said}\n{complained}");
        Assert.Equal(2, Regex.Count(said, "\"decision\":\"match\""));
        Assert.Contains("\"way\":\"face\"", said, StringComparison.Ordinal);
        var (added, found) = (
            (await town.Baker.AskAsync("people?external_id=HR-1024")).Json.GetProperty("items"),
            await town.Baker.AskAsync("punches")
        );
        var person = Assert.Single(added.EnumerateArray());
        Assert.Equal(
            (true, 2),
            (person.GetProperty("has_consent").GetBoolean(), person.GetProperty("faces").GetInt32())
        );
        Assert.Equal(
            person.GetProperty("id").GetGuid(),
            Assert.Single(found.Json.GetProperty("items").EnumerateArray()).GetProperty("person_id").GetGuid()
        );
    }

    [Fact]
    public async Task The_day_in_the_sandbox_needs_no_picture_and_no_person()
    {
        var (_, key) = await town.NewKeyAsync(town.World.Harbour, town.World.Olaf);
        await SetSandboxAsync(true, LivenessLevel.Passive);
        try
        {
            await SpendTheDayAsync(key);
        }
        finally
        {
            await SetSandboxAsync(false, town.World.Harbour.Liveness);
        }
    }

    private Task SetSandboxAsync(bool isSandbox, LivenessLevel liveness) =>
        town.App.InAsync(
            town.World.Harbour,
            (FaceRekDb db) =>
                db
                    .Organizations.Where(one => one.Id == town.World.Harbour.Id)
                    .ExecuteUpdateAsync(set =>
                        set.SetProperty(one => one.IsSandbox, isSandbox).SetProperty(one => one.Liveness, liveness)
                    )
        );

    private async Task SpendTheDayAsync(string key)
    {
        var (code, said, complained) = await CurlPage.RunAsync(
            CurlPage.Sandbox,
            town.App.Clock,
            ("SITE", town.App.Address.ToString().TrimEnd('/')),
            ("KEY", key)
        );

        Assert.True(code == 0, $"{said}\n{complained}");
        Assert.Contains("\"decision\":\"match\"", said, StringComparison.Ordinal);
        var punch = Assert.Single((await town.Sailor.AskAsync("punches")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal("face", punch.GetProperty("way").GetString());
    }
}
