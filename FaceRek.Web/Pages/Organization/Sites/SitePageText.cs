using System.Diagnostics;
using FaceRek.Core.Workplaces.Holidays;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Web.Components;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Sites;

/// <summary>Messages for the rules about sites and holidays.</summary>
internal static class SitePageText
{
    public static string Say(this IStringLocalizer words, SiteFault fault) =>
        fault.Flaw switch
        {
            SiteFlaw.Name => words["Enter a name with at most {0} characters and no hidden ones.", Site.MaxNameLength],
            SiteFlaw.Zone => words["Choose a time zone from the list."],
            SiteFlaw.Address => words[
                "An address has at most {0} characters and no hidden ones.",
                Site.MaxAddressLength
            ],
            SiteFlaw.Rule => words["Choose one of the three."],
            SiteFlaw.Network => words[
                "“{0}” is no network. It looks like 203.0.113.0/24, 2001:db8::/48 or one address.",
                fault.Text ?? ""
            ],
            SiteFlaw.NetworkTooWide => words[
                "“{0}” is too wide to mean a site. Use /8 or more, /32 or more for IPv6.",
                fault.Text ?? ""
            ],
            SiteFlaw.NetworksTooMany => words["A site has at most {0} networks.", SiteDetails.MaxNetworks],
            SiteFlaw.Latitude => words["Latitude is between -90 and 90 degrees, such as 51.5074."],
            SiteFlaw.Longitude => words["Longitude is between -180 and 180 degrees, such as -0.1278."],
            SiteFlaw.Radius => words[
                "The radius is between {0} and {1} metres.",
                Geofence.MinRadiusMetres,
                Geofence.MaxRadiusMetres
            ],
            SiteFlaw.FenceIncomplete => words["Give latitude, longitude and radius, or none of them."],
            SiteFlaw.NoPlace => words["To ask for the place, say where it is: by a network, a fence or both."],
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
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
            SiteOutcome.NameTaken => words["Another site has this name."],
            SiteOutcome.TooMany => words["An organization has at most {0} sites.", Site.MaxCount],
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
            LocationRule.Note => words["Anywhere, and noted"],
            LocationRule.Require => words["At a site only"],
            _ => throw new ArgumentOutOfRangeException(nameof(rule)),
        };

    public static string Say(this IStringLocalizer words, HolidayOutcome outcome) =>
        outcome switch
        {
            HolidayOutcome.NameUnreadable => words[
                "Enter a name with at most {0} characters and no hidden ones.",
                Holiday.MaxNameLength
            ],
            HolidayOutcome.DayTooFar => words["That day is more than ten years away."],
            HolidayOutcome.NoSuchSite => words["Choose a site of this list."],
            HolidayOutcome.TooMany => words[
                "An organization has at most {0} holidays. Nothing was added.",
                Holiday.MaxCount
            ],
            HolidayOutcome.Unreadable { Fault: var fault } => words.Say(fault),
            HolidayOutcome.Added { Days: 0 } => words["All of these were here already; nothing was added."],
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
                added.Known > 0 ? words["{0} were here already.", added.Known].Value : "",
                added.LeftOut > 0 ? words["{0} entries are no whole days and were left out.", added.LeftOut].Value : "",
            }.Where(sentence => sentence.Length > 0)
        );

    private static string Say(this IStringLocalizer words, CalendarFault fault) =>
        fault switch
        {
            CalendarFault.Empty => words["The file is empty."],
            CalendarFault.TooLarge => words[
                "The file is larger than {0} kB. A calendar of holidays is small; look for one that holds only these.",
                HolidayCalendar.MaxBytes / 1000
            ],
            CalendarFault.NotACalendar => words[
                "That is not an iCalendar file, or it is broken. It ends in .ics and begins with BEGIN:VCALENDAR."
            ],
            CalendarFault.TooManyDays => words[
                "The file has more than {0} days. Nothing was added.",
                HolidayCalendar.MaxDays
            ],
            CalendarFault.NoWholeDays => words[
                "The file has no whole days between last year and five years from now. Nothing was added."
            ],
            CalendarFault.RepeatsOften => words[
                "The file has an entry that repeats in another way than once a year, which no holiday does. Nothing was added."
            ],
            CalendarFault.TooLong => words[
                "The file has an entry that goes on for more than a month or ends before it begins. Nothing was added."
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
}
