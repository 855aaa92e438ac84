using System.Reflection;
using FaceRek.Core.Storage;
using FaceRek.Web;
using Microsoft.Extensions.Logging;

namespace FaceRek.Tests;

/// <summary>An operator finds and filters log events by their ids, so each has one that stays: a hundred for each room.</summary>
public sealed class LogEventTests
{
    private static readonly Dictionary<string, int> FirstIds = new()
    {
        ["FaceRek.Core.Storage"] = 1000,
        ["FaceRek.Core.Members"] = 1100,
        ["FaceRek.Core.ApiAccess"] = 1200,
        ["FaceRek.Core.People"] = 1300,
        ["FaceRek.Core.Workplaces"] = 1400,
        ["FaceRek.Core.Attendance"] = 1500,
        ["FaceRek.Core.Webhooks"] = 1600,
        ["FaceRek.Core.Billing"] = 1700,
        ["FaceRek.Core.Mail"] = 1800,
        ["FaceRek.Web.Api"] = 2000,
        ["FaceRek.Web.SignIn"] = 2100,
        ["FaceRek.Web.Jobs"] = 2200,
    };

    private static readonly List<(string Room, string Name, int Id)> Events =
    [
        .. from assembly in new[] { typeof(FaceRekDb).Assembly, typeof(Words).Assembly }
        from type in assembly.GetTypes()
        from method in type.GetMethods(
            BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic
        )
        let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
        where attribute is not null && method.DeclaringType == type
        select (
            string.Join('.', type.Namespace!.Split('.').Take(3)),
            $"{type.FullName}.{method.Name}",
            attribute.EventId
        ),
    ];

    [Fact]
    public void Each_log_event_has_an_id_of_its_own()
    {
        Assert.InRange(Events.Count, 60, 1_000);
        Assert.Empty(
            Events
                .GroupBy(one => one.Id)
                .Where(group => group.Count() > 1)
                .SelectMany(group => group.Select(one => one.Name))
        );
    }

    [Fact]
    public void The_ids_of_a_room_are_in_its_hundred() =>
        Assert.DoesNotContain(
            Events,
            one => !FirstIds.TryGetValue(one.Room, out var first) || one.Id <= first || one.Id >= first + 100
        );
}
