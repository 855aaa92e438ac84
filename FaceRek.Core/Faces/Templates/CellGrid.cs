namespace FaceRek.Core.Faces.Templates;

/// <summary>Cells in rows from the top left; they overlap where a step is shorter than a cell.</summary>
internal readonly record struct CellGrid(int Columns, int Rows, int CellWidth, int CellHeight, int StepX, int StepY)
{
    public int Count => Columns * Rows;

    public IEnumerable<(int Left, int Top)> Corners()
    {
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++) { yield return (column * StepX, row * StepY); }
        }
    }
}
