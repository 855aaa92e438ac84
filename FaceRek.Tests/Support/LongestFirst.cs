using FaceRek.Tests.Support;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace FaceRek.Tests.Support;

/// <summary>
/// The tests of a class run one after the other, so a long class that starts last leaves the other cores idle: the
/// longest start first. The others run in order of their names.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <summary>By their time on two cores, longest first.</summary>
    private static readonly string[] Long =
    [
        "EveryPageTests",
        "BenchTests",
        "LivenessTests",
        "CheckInJourneyTests",
        "PostgresTests",
        "FolderEvaluationTests",
        "CheckInTests",
        "SubscriptionJourneyTests",
        "LivenessEvaluationTests",
        "DemoOrganizationTests",
        "EndpointMatrixTests",
        "DemoPagesTests",
        "EnrollmentTests",
        "ReportPagesTests",
        "ImportPageTests",
        "PeopleListTests",
        "ChargedOnceTests",
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections
    )
        where TTestCollection : ITestCollection =>
        [
            .. testCollections
                .OrderBy(Rank)
                .ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal),
        ];

    private static int Rank<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var rank = Array.FindIndex(
            Long,
            name =>
                collection.TestCollectionDisplayName.EndsWith($".{name}", StringComparison.Ordinal)
                || collection.TestCollectionDisplayName.Contains($".{name} ", StringComparison.Ordinal)
        );
        return rank < 0 ? Long.Length : rank;
    }
}
