using FaceRek.Core.Faces.Matching;

namespace FaceRek.Tests.Core.Faces.Matching;

/// <summary>A megabyte a block: rows of 131,072 numbers are two in each.</summary>
public sealed class TemplateRowsTests
{
    private const int Long = 1 << 17;

    [Fact]
    public void Rows_lie_end_to_end_in_blocks_of_a_megabyte_and_stay_what_they_were()
    {
        var rows = new TemplateRows(Long);
        for (var row = 0; row < 5; row++)
        {
            Assert.Equal(row, rows.Add(Row(row)));
        }
        Assert.Equal(
            (5, 3, Long, 0, 2, 4),
            (rows.Count, rows.Blocks, rows.Length, rows.RowsBefore(0), rows.RowsBefore(1), rows.RowsBefore(2))
        );
        Assert.Equal([2 * Long, 2 * Long, Long], Enumerable.Range(0, 3).Select(block => rows.Block(block).Length));
        Assert.Equal([0f, 1, 2, 3, 4], Enumerable.Range(0, 5).Select(row => rows[row][^1]));
        Assert.Equal((2f, 3f), (rows.Block(1)[0], rows.Block(1)[Long]));
    }

    [Fact]
    public void What_is_removed_is_filled_by_the_last_and_wiped_where_it_lay()
    {
        var rows = new TemplateRows(Long);
        for (var row = 0; row < 5; row++)
        {
            rows.Add(Row(row + 1));
        }
        var last = rows[4];
        rows.RemoveAt(1);
        Assert.Equal((4, 2), (rows.Count, rows.Blocks));
        Assert.Equal([1f, 5, 3, 4], Enumerable.Range(0, 4).Select(row => rows[row][0]));
        Assert.False(last.ContainsAnyExcept(0f));
        rows.Replace(1, Row(9));
        Assert.Equal((9f, 3f), (rows[1][^1], rows[2][0]));
        var third = rows[2];
        var fourth = rows[3];
        rows.RemoveAt(3);
        Assert.Equal((3, 2, 3f), (rows.Count, rows.Blocks, third[0]));
        Assert.False(fourth.ContainsAnyExcept(0f));
    }

    /// <summary>A gallery of ten people does not reserve room for thousands; the memory it outgrows is cleared.</summary>
    [Fact]
    public void The_first_block_grows_a_little_at_a_time_and_leaves_nothing_behind()
    {
        var rows = new TemplateRows(8);
        for (var row = 0; row < 4; row++)
        {
            rows.Add([row + 1, 0, 0, 0, 0, 0, 0, 7]);
        }
        var outgrown = rows[0];
        for (var row = 4; row < 40; row++)
        {
            rows.Add([row + 1, 0, 0, 0, 0, 0, 0, 7]);
        }
        Assert.False(outgrown.ContainsAnyExcept(0f));
        Assert.Equal((1, 40), (rows.Blocks, rows.Count));
        Assert.Equal(
            Enumerable.Range(1, 40).Select(row => (float)row),
            Enumerable.Range(0, 40).Select(row => rows[row][0])
        );
        Assert.Equal(40 * 8, rows.Block(0).Length);
        for (var row = 39; row >= 0; row--)
        {
            rows.RemoveAt(row);
        }
        Assert.Equal((0, 0), (rows.Count, rows.Blocks));
    }

    private static float[] Row(float value)
    {
        var row = new float[Long];
        Array.Fill(row, value);
        return row;
    }
}
