namespace FaceRek.Core.Faces.Templates;

/// <summary>Cells beside each other, in rows from the top left.</summary>
internal readonly record struct CellGrid(int Columns, int Rows, int CellWidth, int CellHeight)
{
    public int Count => Columns * Rows;

    public (int Left, int Top) Corner(int cell) => (cell % Columns * CellWidth, cell / Columns * CellHeight);
}
