using System.Diagnostics;
using FaceRek.Core.Workplaces.Holidays;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Web.Components;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Sites;

/// <summary>Messages for the rules about sites and holidays.</summary>
internal static class SitePageText
{
    public static string Say(this IStringLocalizer words, SiteError error) =>
        error.Flaw switch
        {
            SiteFlaw.Name => words["Enter a name.", Site.MaxNameLength],
            SiteFlaw.Zone => words["Choose a time zone from the list."],
            SiteFlaw.Address => words["Use at most {0} characters for the address.", Site.MaxAddressLength],
            SiteFlaw.Rule => words["Choose one of the three."],
            SiteFlaw.Network => words[
                "“{0}” is not a network. Enter one such as 203.0.113.0/24, 2001:db8::/48 or a single address.",
                error.Text ?? ""
            ],
            SiteFlaw.NetworkTooWide => words[
                "“{0}” is too wide for a site. Use /8 or more, or /32 or more for IPv6.",
                error.Text ?? ""
            ],
            SiteFlaw.NetworksTooMany => words["A site can have at most {0} networks.", SiteDetails.MaxNetworks],
            SiteFlaw.Latitude => words["Enter a latitude between -90 and 90 degrees, such as 51.5074."],
            SiteFlaw.Longitude => words["Enter a longitude between -180 and 180 degrees, such as -0.1278."],
            SiteFlaw.Radius => words[
                "Enter a radius between {0} and {1} metres.",
                Geofence.MinRadiusMetres,
                Geofence.MaxRadiusMetres
            ],
            SiteFlaw.FenceIncomplete => words["Enter latitude, longitude and radius, or none of them."],
            SiteFlaw.NoPlace => words["To check the location, enter a network, a geofence or both."],
            _ => throw new ArgumentOutOfRangeException(nameof(error)),
        };

    public static string Field(this SiteFlaw flaw) =>
        flaw switch
        {
            SiteFlaw.Network or SiteFlaw.NetworkTooWide or SiteFlaw.NetworksTooMany => "Networks",
            SiteFlaw.FenceIncomplete => "Radius",
            SiteFlaw.NoPlace => "Rule",
            SiteFlaw.Name
            or SiteFlaw.Zone
            or SiteFlaw.Address
            or SiteFlaw.Rule
            or SiteFlaw.Latitude
            or SiteFlaw.Longitude
            or SiteFlaw.Radius => flaw.ToString(),
            _ => throw new UnreachableException(),
        };

    public static string Say(this IStringLocalizer words, SiteOutcome outcome) =>
        outcome switch
        {
            SiteOutcome.NameTaken => words["Another site has this name. Choose another."],
            SiteOutcome.TooMany => words["An organization can have at most {0} sites.", Site.MaxCount],
            SiteOutcome.NotEntitled refused => words.Say(refused.Obstacle),
            SiteOutcome.Done or SiteOutcome.NotFound => throw new InvalidOperationException(
                $"{outcome.GetType().Name} has no words here."
            ),
            _ => throw new UnreachableException(),
        };

    public static string Say(this IStringLocalizer words, LocationRule rule) =>
        rule switch
        {
            LocationRule.Off => words["Anywhere"],
            LocationRule.Note => words["Anywhere, with a note"],
            LocationRule.Require => words["Only at a site"],
            _ => throw new ArgumentOutOfRangeException(nameof(rule)),
        };

    public static string Say(this IStringLocalizer words, HolidayOutcome outcome) =>
        outcome switch
        {
            HolidayOutcome.NameUnreadable => words["Enter a name.", Holiday.MaxNameLength],
            HolidayOutcome.DayTooFar => words["This day is more than ten years away. Choose another."],
            HolidayOutcome.NoSuchSite => words["Choose a site from the list."],
            HolidayOutcome.TooMany => words[
                "An organization can have at most {0} holidays. Nothing was added.",
                Holiday.MaxCount
            ],
            HolidayOutcome.Unreadable { Error: var error } => words.Say(error),
            HolidayOutcome.Added { Days: 0 } => words["All of these were already here. Nothing was added."],
            HolidayOutcome.Added added => Added(words, added),
            _ => throw new InvalidOperationException($"{outcome.GetType().Name} has no words."),
        };

    private static string Added(IStringLocalizer words, HolidayOutcome.Added added) =>
        string.Join(
            ' ',
            new[]
            {
                added.Days == 1
                    ? words["1 holiday was added."].Value
                    : words["{0} holidays were added.", added.Days].Value,
                added.Known > 0 ? words["{0} were already here.", added.Known].Value : "",
                added.LeftOut > 0
                    ? words["{0} entries were left out because they are not whole days.", added.LeftOut].Value
                    : "",
            }.Where(sentence => sentence.Length > 0)
        );

    private static string Say(this IStringLocalizer words, CalendarError error) =>
        error switch
        {
            CalendarError.Empty => words["The file is empty."],
            CalendarError.TooLarge => words[
                "The file is larger than {0} kB. Choose a calendar that contains only holidays.",
                HolidayCalendar.MaxBytes / 1000
            ],
            CalendarError.NotACalendar => words["This is not a valid iCalendar file. Choose a file that ends in .ics."],
            CalendarError.TooManyDays => words[
                "The file has more than {0} days. Nothing was added.",
                HolidayCalendar.MaxDays
            ],
            CalendarError.NoWholeDays => words[
                "The file has no whole days between last year and five years from now. Nothing was added."
            ],
            CalendarError.RepeatsOften => words[
                "The file has an entry that does not repeat once a year, so it is not a holiday. Nothing was added."
            ],
            CalendarError.TooLong => words[
                "The file has an entry that lasts more than a month or ends before it begins. Nothing was added."
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(error)),
        };
}
