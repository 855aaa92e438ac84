using AngleSharp.Dom;
using Bunit;
using FaceRek.Web.Components;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Components;

public sealed class CameraPanelTests : IDisposable
{
    private readonly BunitContext bunit = new();

    public CameraPanelTests() => bunit.Services.AddLocalization().AddLogging();

    public void Dispose() => bunit.Dispose();

    [Fact]
    public void It_has_words_for_every_state_and_shows_one()
    {
        var panel = bunit.Render<CameraPanel>();
        var covers = panel.FindAll(".camera__cover");
        Assert.Equal(
            ["idle", "asking", "denied", "none", "busy", "insecure", "success", "closed"],
            covers.Select(cover => cover.GetAttribute("data-when"))
        );
        Assert.Equal("idle", Assert.Single(covers, cover => !cover.HasAttribute("hidden")).GetAttribute("data-when"));
        Assert.All(
            covers.Take(6),
            cover => Assert.False(string.IsNullOrWhiteSpace(cover.QuerySelector("h2")?.TextContent))
        );
    }

    [Fact]
    public void What_happens_is_said_to_screen_readers_and_the_picture_is_not()
    {
        var panel = bunit.Render<CameraPanel>();
        Assert.Equal("Camera", panel.Find("section").GetAttribute("aria-label"));
        Assert.All(
            panel.FindAll(".camera__cover"),
            cover => Assert.Equal("status", cover.ParentElement!.GetAttribute("role"))
        );
        Assert.Equal("status", panel.Find("[data-camera-hint]").GetAttribute("role"));
        Assert.Equal("true", panel.Find("video").GetAttribute("aria-hidden"));
        Assert.NotNull(panel.Find("label[for=camera-choice]"));
    }

    [Fact]
    public void Buttons_wait_for_the_script_without_which_they_would_do_nothing()
    {
        var panel = bunit.Render<CameraPanel>();
        Assert.All(panel.FindAll("button"), button => Assert.True(button.HasAttribute("hidden")));
        Assert.Contains("JavaScript", panel.Find("noscript").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drawn_camera_is_offered_only_where_the_server_has_one()
    {
        Assert.DoesNotContain("drawn:", bunit.Render<CameraPanel>().Markup, StringComparison.Ordinal);

        var panel = bunit.Render<CameraPanel>(with =>
            with.Add(p => p.DrawnPath, "/demo/drawn-camera/1").Add(p => p.DrawnStrangerPath, "/demo/drawn-camera/0")
        );
        Assert.Equal(
            ["drawn:/demo/drawn-camera/1", "drawn:/demo/drawn-camera/0"],
            panel.FindAll("option").Select(option => option.GetAttribute("value"))
        );
        Assert.Equal(
            ["idle", "denied", "none", "busy", "insecure"],
            panel
                .FindAll("button[data-camera-start^=drawn]")
                .Select(button => button.Closest(".camera__cover")!.GetAttribute("data-when"))
        );
    }

    [Fact]
    public void A_page_says_what_it_is_for_and_what_else_one_can_do()
    {
        var panel = bunit.Render<CameraPanel>(with =>
            with.Add(p => p.Title, "One").Add(p => p.Text, "Two").Add(p => p.Otherwise, "Three")
        );
        Assert.Equal(
            ("One", "Two"),
            (panel.Find("[data-when=idle] h2").TextContent, panel.Find("[data-when=idle] > p").TextContent)
        );
        Assert.All(
            ["denied", "none", "busy", "insecure"],
            state => Assert.Contains("Three", panel.Find($"[data-when={state}]").TextContent, StringComparison.Ordinal)
        );
    }
}
