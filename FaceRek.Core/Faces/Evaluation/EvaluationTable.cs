using System.Globalization;

namespace FaceRek.Core.Faces.Evaluation;

public static class EvaluationTable
{
    /// <summary>The result as a table for people, rates in per cent.</summary>
    public static string ToTable(this EvaluationResult result) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            model                 {result.Model}
            people, pictures      {result.People}, {result.Pictures} ({result.Unreadable} unreadable)
            comparisons           {result.Genuine} genuine, {result.Impostor} impostor
            equal error rate      {result.Eer:0.00%}
            accepted at FMR 1 %   {result.Tar["0.01"]:0.00%}
            accepted at FMR 0.1 % {result.Tar["0.001"]:0.00%}
            accepted at 0.01 %    {result.Tar["0.0001"]:0.00%}
            first of all (rank 1) {result.Rank1:0.00%}
            median read           {result.MedianReadMs:0.0} ms
            """
        );
}
